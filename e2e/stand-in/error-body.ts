const TYPE_BY_STATUS: Record<number, string> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  408: 'timeout_error',
  409: 'conflict_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
}

const MESSAGE_BY_STATUS: Record<number, string> = {
  401: 'invalid bearer token',
  413: 'Request exceeds the maximum size',
  429: 'This request would exceed your rate limit.',
  500: 'Internal server error',
  529: 'Overloaded',
}

/** An error in the shape of the real API. */
export function errorBody(
  status: number,
  requestId: string,
  given: { errorType?: string; message?: string } = {},
): Record<string, unknown> {
  return {
    type: 'error',
    error: {
      type: given.errorType ?? TYPE_BY_STATUS[status] ?? 'api_error',
      message: given.message ?? MESSAGE_BY_STATUS[status] ?? `Status ${status}`,
      details: null,
    },
    request_id: requestId,
  }
}
