#include "tests/integration/moneyoffice.h"

#include <QNetworkReply>
#include <QTest>
#include <QUuid>

namespace pl::test {

using json = MoneyOffice::json;

MoneyOffice::MoneyOffice()
{
    if (!m_stripe.listen())
        qFatal("Stripe's stand-in can't listen");
    m_server.setEnvironment(QStringLiteral("STRIPE_API_KEY"), QString::fromLatin1(kApiKey));
    m_server.setEnvironment(QStringLiteral("STRIPE_WEBHOOK_SECRET"),
                            QStringLiteral("whsec_old,") + QString::fromLatin1(kSecret));
    m_server.setEnvironment(QStringLiteral("STRIPE_API_BASE"), m_stripe.url());
}

bool MoneyOffice::start()
{
    if (!m_server.start() || !setGrace(0))
        return false;
    m_stripe.sendEventsTo(m_server.url() + QStringLiteral("/webhooks/stripe"), kSecret);
    return true;
}

bool MoneyOffice::setGrace(int seconds)
{
    return write("PATCH", QStringLiteral("settings?key=eq.grace_seconds"), {{"value", seconds}});
}

std::string MoneyOffice::newId()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

json MoneyOffice::rows(const QString &query)
{
    return m_server.request("GET", QStringLiteral("/rest/v1/") + query, m_server.serviceHeaders()).json();
}

bool MoneyOffice::write(const QByteArray &method, const QString &target, const json &body)
{
    const auto reply = m_server.request(method, QStringLiteral("/rest/v1/") + target, m_server.serviceHeaders(),
                                        QByteArray::fromStdString(body.dump()));
    return reply.status / 100 == 2;
}

std::string MoneyOffice::addPlumber(const std::string &lastName, const std::string &customer)
{
    const std::string id = newId();
    json row{{"id", id},
             {"first_name", "Pat"},
             {"last_name", lastName},
             {"email", lastName + "@pipes.example"},
             {"phone_number", "+15125550100"},
             {"zip_code", "78701"},
             {"services", {"Unlisted Service"}}};
    if (!customer.empty()) {
        row["stripe_customer_id"] = customer;
        row["payment_ready"] = true;
    }
    return write("POST", QStringLiteral("plumbers"), row) ? id : std::string();
}

bool MoneyOffice::addLead(const std::string &id, const std::string &plumber)
{
    return write("POST", QStringLiteral("leads"),
                 {{"id", id},
                  {"first_name", "Maria"},
                  {"last_name", "Gonzalez"},
                  {"email", "maria@home.example"},
                  {"phone_number", "+15125550143"},
                  {"service_needed", "Unlisted Service"},
                  {"urgency", "week"},
                  {"zip_code", "78701"},
                  {"status", plumber.empty() ? "new" : "assigned"},
                  {"assigned_plumber_id", plumber.empty() ? json() : json(plumber)}});
}

std::string MoneyOffice::addCustomer()
{
    const auto created = stripe().handle({"POST",
                                          "/v1/customers",
                                          {{"Authorization", QByteArray("Bearer ") + kApiKey},
                                           {"Stripe-Version", "2024-06-20"},
                                           {"Content-Type", "application/x-www-form-urlencoded"},
                                           {"Idempotency-Key", "by-hand-" + QByteArray::fromStdString(newId())}},
                                          "email=many%40pipes.example"});
    const std::string customer = json::parse(created.body.toStdString())["id"];
    stripe().makeDefault(customer, stripe().giveCard(customer, "pm_card_visa"));
    return customer;
}

std::string MoneyOffice::statusOf(const std::string &lead)
{
    const json found = rows(QStringLiteral("payments?select=status&lead_id=eq.") + QString::fromStdString(lead));
    return found.is_array() && found.size() == 1 ? found[0]["status"].get<std::string>() : std::string();
}

QByteArray MoneyOffice::redirectOf(const QString &path)
{
    QNetworkAccessManager network;
    QNetworkRequest request{QUrl(m_server.url() + path)};
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    const std::unique_ptr<QNetworkReply> reply(network.get(request));
    (void)QTest::qWaitFor([&] { return reply->isFinished(); }, 5000);
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    return status == 303 ? reply->rawHeader("Location") : QByteArray();
}

QByteArray MoneyOffice::leakInLog()
{
    const QByteArray log = m_server.errorOutput();
    for (const char *secret : {kApiKey, kSecret, "\"object\": \"event\"", "@pipes.example"})
        if (log.contains(secret))
            return secret;
    return {};
}

} // namespace pl::test
