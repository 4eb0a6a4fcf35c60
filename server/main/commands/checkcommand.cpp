#include "server/main/commands/checkcommand.h"

#include "models/supabase/networktransport.h"
#include "server/main/commands/options.h"

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

void CheckCommand::describe(CLI::App &app)
{
    app.footer("check --stripe --fix\n"
               "check --history");
    addFlag(app, "--stripe", m_wantsStripe, "Compare the payments with Stripe.");
    addFlag(app, "--fix", m_wantsFix, "Update payments to match Stripe where nothing else is needed.");
    addFlag(app, "--history", m_wantsHistory, "Verify that all leads' histories are as they were written.");
    addDataOption(app, dataPath());
}

void CheckCommand::run()
{
    if (m_wantsStripe == m_wantsHistory || (m_wantsFix && m_wantsHistory))
        return fail(usageError(QStringLiteral("Usage: check --stripe [--fix], or check --history.")));
    m_wantsHistory ? checkHistory() : checkStripe();
}

void CheckCommand::checkStripe()
{
    const auto settings = Settings::fromEnvironment(QProcessEnvironment::systemEnvironment());
    if (!settings)
        return Q_EMIT finished(settings.error());
    if (settings->stripeApiKey.isEmpty())
        return Q_EMIT finished(Error{ErrorCode::InvalidInput, QStringLiteral("STRIPE_API_KEY is not set.")});
    m_transport = std::make_unique<supabase::NetworkTransport>(settings->stripeApiBase);
    m_stripe = std::make_unique<billing::StripeClient>(*m_transport, settings->stripeApiKey);
    m_store = std::make_unique<billing::PaymentStore>(rest());
    m_tools = std::make_unique<billing::MoneyTools>(billing::MoneyTools{*m_stripe, *m_store, dataDir().address()});
    auto *reconciler = new billing::Reconciler(*m_tools, Timestamp(), m_wantsFix, this);
    then(reconciler->start(), [this](const billing::Reconciliation &outcome) { report(outcome); });
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
    const auto many = outcome.left.size();
    Q_EMIT finished(Error{ErrorCode::Conflict,
                          many == 1
                              ? QStringLiteral("1 difference found between Stripe and the payments.")
                              : QStringLiteral("%1 differences found between Stripe and the payments.").arg(many)});
}

void CheckCommand::checkHistory()
{
    then((new customer::HistoryCheckCall(rest(), std::nullopt, this))->start(),
         [this](const customer::HistoryReport &history) { report(history); });
}

void CheckCommand::report(const customer::HistoryReport &history)
{
    if (history.brokenLines == 0)
        return Q_EMIT finished(QByteArray::number(history.lines) + " lines of " + QByteArray::number(history.leads) +
                               " leads are as they were written.\n");
    QList<QStringList> table{{QStringLiteral("LEAD"), QStringLiteral("LINE"), QStringLiteral("FAULT")}};
    for (const customer::BrokenLine &line : history.broken)
        table += {line.leadId.toString(QUuid::WithoutBraces), QString::number(line.sequence), enumName(line.fault)};
    const QByteArray text = printedTable(table);
    std::fwrite(text.constData(), 1, std::size_t(text.size()), stdout);
    Q_EMIT finished(
        Error{ErrorCode::Conflict,
              history.brokenLines == 1
                  ? QStringLiteral("1 line of the history is not as it was written.")
                  : QStringLiteral("%1 lines of the history are not as they were written.").arg(history.brokenLines)});
}

} // namespace pl
