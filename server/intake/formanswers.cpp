#include "server/intake/formanswers.h"

#include "server/intake/weborigin.h"

namespace pl::intake {

namespace {

constexpr const char *kReadable = "Idempotent-Replayed, RateLimit, RateLimit-Policy, Retry-After";

/// A navigating browser asks for HTML; fetch() accepts anything.
bool wantsPage(const http::Request &request)
{
    return request.method == "POST" && request.header("Accept").contains("text/html");
}

QString capitalised(QString name)
{
    name.replace(u'_', u' ');
    return name.isEmpty() ? name : name.at(0).toUpper() + name.sliced(1);
}

QString itemsOf(const nlohmann::json &problem)
{
    QString items;
    for (const auto &error : problem.value("errors", nlohmann::json::array()))
        items += QStringLiteral("<li>%1 %2</li>")
                     .arg(capitalised(QString::fromStdString(error.value("field", std::string()))).toHtmlEscaped(),
                          QString::fromStdString(error.value("detail", std::string())).toHtmlEscaped());
    return items;
}

QString wordsOf(const http::Response &problem)
{
    const auto json = parseJson(problem.body, QStringLiteral("The answer")).valueOr(nlohmann::json::object());
    if (const QString items = itemsOf(json); !items.isEmpty())
        return QStringLiteral("<h1>Please check your request</h1><ul>%1</ul><p>Go back to correct it.</p>").arg(items);
    return QStringLiteral("<h1>Your request could not be sent</h1><p>%1</p>")
        .arg(QString::fromStdString(json.value("detail", std::string())).toHtmlEscaped());
}

/// The page runs and loads nothing and leaks no referrer.
void makePage(http::Response &answer, const QString &words)
{
    answer.headers.removeIf([](const auto &header) { return header.first == "Content-Type"; });
    answer.headers +=
        http::Headers{{"Content-Type", "text/html; charset=utf-8"},
                      {"Content-Security-Policy",
                       "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"},
                      {"Referrer-Policy", "no-referrer"}};
    answer.body = QStringLiteral("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                                 "<meta name=\"viewport\" content=\"width=device-width\">"
                                 "<title>Your request</title></head><body>%1</body></html>\n")
                      .arg(words)
                      .toUtf8();
}

} // namespace

bool isFromOwnPage(const http::Request &request, const Source &source)
{
    const QByteArray origin = request.header("Origin");
    return !origin.isEmpty() && source.origins.contains(origin);
}

void allowPage(http::Response &answer, const http::Request &request)
{
    answer.headers += http::Headers{{"Access-Control-Allow-Origin", request.header("Origin")},
                                    {"Access-Control-Expose-Headers", kReadable}};
}

http::Response preflightAnswer()
{
    return {204,
            {{"Access-Control-Allow-Methods", "POST"},
             {"Access-Control-Allow-Headers", "Content-Type, Idempotency-Key"},
             {"Access-Control-Max-Age", "600"}}};
}

http::Response problemForPeople(http::Response answer, const http::Request &request)
{
    if (answer.status >= 400 && wantsPage(request))
        makePage(answer, wordsOf(answer));
    return answer;
}

http::Response thanksForPeople(http::Response answer, const http::Request &request, const QString &redirect,
                               const QByteArrayList &origins)
{
    if (!wantsPage(request))
        return answer;
    const auto target = redirectTarget(redirect, origins);
    if (!target) {
        makePage(answer, QStringLiteral("<h1>Thank you</h1><p>Your request has been received.</p>"));
        return answer;
    }
    answer.headers.removeIf([](const auto &header) { return header.first == "Content-Type"; });
    answer.headers += http::Headers{{"Location", *target}, {"Referrer-Policy", "no-referrer"}};
    answer.status = 303;
    answer.body.clear();
    return answer;
}

} // namespace pl::intake
