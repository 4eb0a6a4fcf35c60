#include "server/main/commands/checkcommand.h"

#include "models/base/onresult.h"
#include "models/supabase/networktransport.h"

#include <cstdio>

namespace pl {

namespace {

QStringList lineOf(const billing::Difference &difference, const QString &state)
{
    const auto shown = [](const std::optional<QUuid> &id) {
        return id ? id->toString(QUuid::WithoutBraces) : QStringLiteral("-");
    };
    return {state, enumName(difference.kind), shown(difference.payment),
            difference.stripeId.isEmpty() ? QStringLiteral("-") : difference.stripeId, difference.detail};
}

} // namespace

void CheckCommand::describe(QCommandLineParser &parser) const
{
    StoreCommand::describe(parser);
    parser.addOption({QStringLiteral("stripe"), QStringLiteral("Compare Stripe with the payments.")});
    parser.addOption({QStringLiteral("fix"), QStringLiteral("Let payments follow Stripe where that is all it takes.")});
    parser.addPositionalArgument(QStringLiteral("check"), QStringLiteral("Looks for what does not fit together."),
                                 QStringLiteral("check --stripe"));
}

void CheckCommand::run(const QStringList &arguments, const QCommandLineParser &parser)
{
    if (!arguments.isEmpty() || !parser.isSet(QStringLiteral("stripe")))
        return Q_EMIT finished(usageError(QStringLiteral("Say: check --stripe, or check --stripe --fix.")));
    const auto settings = Settings::fromEnvironment(QProcessEnvironment::systemEnvironment());
    if (!settings)
        return Q_EMIT finished(settings.error());
    if (settings->stripeApiKey.isEmpty())
        return Q_EMIT finished(Error{ErrorCode::InvalidInput, QStringLiteral("STRIPE_API_KEY is not set.")});
    m_transport = std::make_unique<supabase::NetworkTransport>(settings->stripeApiBase);
    m_stripe = std::make_unique<billing::StripeClient>(*m_transport, settings->stripeApiKey);
    m_store = std::make_unique<billing::PaymentStore>(rest());
    m_tools.reset(new billing::MoneyTools{*m_stripe, *m_store, dataDir().address()});
    auto *reconciler = new billing::Reconciler(*m_tools, Timestamp(), parser.isSet(QStringLiteral("fix")), this);
    onResult(this, reconciler->start(), [this](const Result<billing::Reconciliation> &outcome) {
        outcome ? report(*outcome) : Q_EMIT finished(outcome.error());
    });
}

void CheckCommand::report(const billing::Reconciliation &outcome)
{
    QList<QStringList> lines;
    for (const auto &difference : outcome.fixed)
        lines += lineOf(difference, QStringLiteral("fixed"));
    for (const auto &difference : outcome.left)
        lines += lineOf(difference, QStringLiteral("left"));
    if (outcome.left.isEmpty())
        return Q_EMIT finished(printedTable(lines) + "Stripe and the payments agree.\n");
    const QByteArray table = printedTable(lines);
    std::fwrite(table.constData(), 1, std::size_t(table.size()), stdout);
    Q_EMIT finished(Error{ErrorCode::Conflict,
                          QStringLiteral("Stripe and the payments differ in %1 point(s).").arg(outcome.left.size())});
}

} // namespace pl
