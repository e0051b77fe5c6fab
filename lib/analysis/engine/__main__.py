"""python3 -I -S <this folder> < FILES: see assay_analysis.main."""

from assay_analysis.main import run

if __name__ == "__main__":
    run()
