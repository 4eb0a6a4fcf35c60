#include "server/main/commands/demodatacommand.h"

#include "models/base/onresult.h"

#include <QTimer>

#include <cstdio>

namespace pl {

void DemoDataCommand::describe(QCommandLineParser &parser) const
{
    StoreCommand::describe(parser);
    parser.addOption({QStringLiteral("leads"), QStringLiteral("How many leads to add."), QStringLiteral("N")});
    parser.addPositionalArgument(QStringLiteral("demo-data"),
                                 QStringLiteral("Adds sample leads, plumbers and services."),
                                 QStringLiteral("demo-data --leads N"));
}

void DemoDataCommand::run(const QStringList &arguments, const QCommandLineParser &parser)
{
    bool isNumber = false;
    const int leads = parser.value(QStringLiteral("leads")).toInt(&isNumber);
    if (!isNumber || leads < 0 || !arguments.isEmpty())
        return Q_EMIT finished(usageError(QStringLiteral("Say how many: demo-data --leads N.")));
    m_leads = leads;
    m_filler = std::make_unique<demo::DemoFiller>(rest());
    if (const auto *embedded = backend().embedded(); embedded != nullptr && leads > 0) {
        auto bulk = demo::BulkFiller::open(embedded->databaseFile(), leads, Timestamp::now());
        if (!bulk && bulk.error().code != ErrorCode::Unavailable)
            return Q_EMIT finished(bulk.error());
        if (bulk)
            m_bulk = std::move(bulk).value();
    }
    onResult(this, m_filler->fill(m_bulk ? 0 : leads, {}, false), [this](const Result<> &filled) {
        if (!filled || !m_bulk)
            return finish(filled);
        addStep();
    });
}

/// A step an event loop's turn.
void DemoDataCommand::addStep()
{
    const Result<int> done = m_bulk->addStep();
    if (!done || m_bulk->isDone())
        return finish(done.transform([](int) { return Done(); }));
    std::fprintf(stderr, "%d of %d sample leads\n", *done, m_leads);
    QTimer::singleShot(0, this, &DemoDataCommand::addStep);
}

void DemoDataCommand::finish(const Result<> &outcome)
{
    if (!outcome)
        return Q_EMIT finished(outcome.error());
    Q_EMIT finished(QStringLiteral("%1 sample leads are in the store.\n").arg(m_leads).toUtf8());
}

} // namespace pl
