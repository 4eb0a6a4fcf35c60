#include "server/main/demodatacommand.h"

#include "models/domain/onresult.h"

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
    m_filler = std::make_unique<demo::DemoFiller>(rest());
    onResult(this, m_filler->fill(leads, {}, false), [this, leads](const Result<> &filled) {
        if (!filled)
            return Q_EMIT finished(filled.error());
        Q_EMIT finished(QStringLiteral("%1 sample leads are in the store.\n").arg(leads).toUtf8());
    });
}

} // namespace pl
