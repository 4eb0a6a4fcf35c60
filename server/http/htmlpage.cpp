#include "server/http/htmlpage.h"

namespace pl::http {

Response htmlPage(int status, const QByteArray &html, const QByteArray &style, bool hasImages)
{
    const QByteArray policy = "default-src 'none'; style-src " + style +
                              "; form-action 'self'; frame-ancestors 'none'; base-uri 'none'" +
                              (hasImages ? "; img-src data:" : "");
    return {status,
            {{"Content-Type", "text/html; charset=utf-8"},
             {"Cache-Control", "no-store"},
             {"Referrer-Policy", "no-referrer"},
             {"X-Content-Type-Options", "nosniff"},
             {"X-Robots-Tag", "noindex"},
             {"Content-Security-Policy", policy}},
            html};
}

} // namespace pl::http
