#include "server/main/commands/demodatacommand.h"

#include "server/main/commands/options.h"

#include <QRandomGenerator>
#include <QTimer>

#include <cstdio>

namespace pl {

void DemoDataCommand::describe(CLI::App &app)
{
    app.footer("demo-data --leads 1000\ndemo-data --leads 1000000 --seed 7");
    addNumber(app, "--leads", m_leads, "How many leads to add.")->required();
    addNumber(app, "--seed", m_seed, "Makes up the same people and jobs each time.");
    addDataOption(app, dataPath());
}

void DemoDataCommand::run()
{
    const int leads = m_leads.value_or(0);
    m_filler = std::make_unique<demo::DemoFiller>(rest());
    if (const auto *embedded = backend().embedded(); embedded != nullptr && leads > 0) {
        const quint64 seed = m_seed ? quint64(*m_seed) : QRandomGenerator::global()->generate64();
        auto bulk = demo::BulkFiller::open(embedded->databaseFile(), leads, Timestamp::now(), seed);
        if (!bulk && bulk.error().code != ErrorCode::Unavailable)
            return Q_EMIT finished(bulk.error());
        if (bulk)
            m_bulk = std::move(bulk).value();
    }
    then(m_filler->fill(m_bulk ? 0 : leads, {}, false), [this](Done) { m_bulk ? addStep() : finish({}); });
}

/// One step per turn of the event loop.
void DemoDataCommand::addStep()
{
    const Result<int> done = m_bulk->addStep();
    if (!done || m_bulk->isDone())
        return finish(done.transform([](int) { return Done(); }));
    std::fprintf(stderr, "%d of %d sample leads\n", *done, m_leads.value_or(0));
    QTimer::singleShot(0, this, &DemoDataCommand::addStep);
}

void DemoDataCommand::finish(const Result<> &outcome)
{
    if (!outcome)
        return Q_EMIT finished(outcome.error());
    Q_EMIT finished(QStringLiteral("%1 sample leads are in the store.\n").arg(m_leads.value_or(0)).toUtf8());
}

} // namespace pl
