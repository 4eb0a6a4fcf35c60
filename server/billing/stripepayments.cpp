#include "server/billing/stripepayments.h"

#include "models/base/call.h"
#include "server/billing/stripeobject.h"

namespace pl::billing {

namespace {

using nlohmann::json;

constexpr qint64 kClockSlackSeconds = 300;

class FetchCall : public Call<StripePayment>
{
public:
    FetchCall(StripeClient &stripe, const QString &intentId)
        : Call(&stripe)
        , m_stripe(stripe)
        , m_path("payment_intents/" + intentId.toUtf8().toPercentEncoding())
        , m_intentId(intentId)
    {
    }

private:
    void run() override
    {
        then(m_stripe.object(m_path, StripePayment::expansion()), [this](const json &intent) {
            StripePayment::isEverDisputed(intent) ? readDisputes(intent) : finish(StripePayment::fromJson(intent));
        });
    }

    void readDisputes(const json &intent)
    {
        then(m_stripe.list("disputes", {{"payment_intent", m_intentId.toStdString()}}),
             [this, intent](const QList<json> &disputes) {
                 finish(StripePayment::fromJson(intent, json(std::vector<json>(disputes.begin(), disputes.end()))));
             });
    }

    StripeClient &m_stripe;
    const QByteArray m_path;
    const QString m_intentId;
};

std::optional<QString> bestOf(const QList<json> &intents, const QString &payment)
{
    std::optional<QString> found;
    for (const json &intent : intents) { // newest first
        if (text(member(intent, "metadata"), "payment_id") != payment)
            continue;
        if (text(intent, "status") == u"succeeded")
            return text(intent, "id");
        if (!found && text(intent, "status") != u"canceled")
            found = text(intent, "id");
    }
    return found;
}

} // namespace

QFuture<Result<StripePayment>> fetchPayment(StripeClient &stripe, const QString &intentId)
{
    return (new FetchCall(stripe, intentId))->start();
}

QFuture<Result<std::optional<QString>>> findIntent(StripeClient &stripe, const QUuid &payment, qint64 createdSeconds)
{
    return stripe.list("payment_intents", {{"created", {{"gte", createdSeconds - kClockSlackSeconds}}}})
        .then([id = payment.toString(QUuid::WithoutBraces)](const Result<QList<json>> &intents) {
            return intents.transform([&id](const QList<json> &all) { return bestOf(all, id); });
        });
}

} // namespace pl::billing
