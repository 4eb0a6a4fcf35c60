#include "server/main/commands/storecommand.h"

namespace pl {

void StoreCommand::start()
{
    if (const auto opened = open(); !opened)
        return Q_EMIT finished(opened.error());
    run();
}

Result<> StoreCommand::open()
{
    const auto settings = Settings::fromEnvironment(QProcessEnvironment::systemEnvironment());
    if (!settings)
        return settings.error();
    auto dataDir = DataDir::open(m_dataPath);
    if (!dataDir)
        return dataDir.error();
    m_dataDir = *dataDir;
    auto backend = Backend::open(*settings, *dataDir, dataDir->address());
    if (!backend)
        return backend.error();
    m_backend = std::move(*backend);
    m_rest = std::make_unique<supabase::RestClient>(m_backend->transport(), m_backend->credentials());
    m_rest->setPurpose("command");
    m_users = std::make_unique<supabase::UserAdmin>(m_backend->transport(), m_backend->credentials());
    return {};
}

QByteArray printed(const nlohmann::json &value)
{
    return QByteArray::fromStdString(value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)) + '\n';
}

QString printedTime(Timestamp at)
{
    return at.toDateTime().toString(QStringLiteral("yyyy-MM-dd hh:mm 'UTC'"));
}

QByteArray printedTable(const QList<QStringList> &rows)
{
    QList<qsizetype> widths;
    for (const QStringList &row : rows)
        for (qsizetype i = 0; i < row.size(); ++i) {
            widths.resize(std::max(widths.size(), i + 1));
            widths[i] = std::max(widths.at(i), row.at(i).size());
        }
    QString text;
    for (const QStringList &row : rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i)
            line += row.at(i).leftJustified(widths.at(i) + 2);
        text += line.trimmed() + QLatin1Char('\n');
    }
    return text.toUtf8();
}

} // namespace pl
