"""Checks of single calls by the called name: each takes a Call and gives (kind, words, certainty, fix or None)."""

from assay_analysis.flow.settings.crypto import CRYPTO_CHECKS, CRYPTO_METHOD_CHECKS
from assay_analysis.flow.settings.files import FILE_CHECKS, FILE_METHOD_CHECKS
from assay_analysis.flow.settings.texts import TEXT_CHECKS
from assay_analysis.flow.settings.web import WEB_CHECKS, WEB_METHOD_CHECKS

CHECKS = {**CRYPTO_CHECKS, **FILE_CHECKS, **WEB_CHECKS, **TEXT_CHECKS}
METHOD_CHECKS = {**CRYPTO_METHOD_CHECKS, **FILE_METHOD_CHECKS, **WEB_METHOD_CHECKS}
