"""Printing one page of HTML, in a process of its own: the library is large, takes seconds, and shall reach nothing else.

    python -m portal.decisions.printing < {"html": …, "styles": […]} > PDF

It follows no address but what the page brings along itself (``data:``).
"""
import json
import resource
import sys

MEMORY, SECONDS, WRITTEN = 1_500 * 2**20, 50, 32 * 2**20


def main() -> int:
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_FSIZE, WRITTEN)):
        resource.setrlimit(what, (most, most))
    told = json.load(sys.stdin.buffer)
    from weasyprint import CSS, HTML
    from weasyprint.urls import URLFetcher

    fetcher = URLFetcher(allowed_protocols={"data"})
    styles = [CSS(string=style, url_fetcher=fetcher) for style in told["styles"]]
    page = HTML(string=told["html"], url_fetcher=fetcher)
    sys.stdout.buffer.write(page.write_pdf(stylesheets=styles, pdf_variant="pdf/ua-1", optimize_images=True, jpeg_quality=80,
                                           dpi=200))
    return 0


if __name__ == "__main__":
    sys.exit(main())
