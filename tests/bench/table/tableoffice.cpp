#include "tests/bench/table/tableoffice.h"

#include <QDir>
#include <QElapsedTimer>

namespace pl::bench {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr int kPlumbersAtOnce = 1000;
constexpr int kMakingMs = 3'600'000;

json plumberRow(int number)
{
    static const std::array kServices{"Drain Cleaning", "Burst Pipe Repair", "Leak Detection & Repair",
                                      "Water Heater Installation"};
    const auto at = [number](int shift) { return kServices[std::size_t(number + shift) % kServices.size()]; };
    return {{"first_name", "Pat" + std::to_string(number % 977)},
            {"last_name", "Piper" + std::to_string(number)},
            {"email", "pat" + std::to_string(number) + "@pipes.example"},
            {"phone_number", "+1512" + std::to_string(5'500'000 + number)},
            {"zip_code", std::to_string(78'701 + number % 50)},
            {"services", {at(0), at(1)}},
            {"payment_ready", true},
            {"notify_by", "email"}};
}

/// Of a folder without further ones.
bool copyFiles(const QString &from, const QString &to)
{
    bool isCopied = true;
    for (const QString &name : QDir(from).entryList(QDir::Files | QDir::Hidden))
        isCopied = (QFile::exists(to + u'/' + name) || QFile::copy(from + u'/' + name, to + u'/' + name)) && isCopied;
    return isCopied;
}

replica::CopyPlace placeIn(const TableOffice &office)
{
    return {office.folder.filePath(u"copy.db"_s), {u"bench"_s, QUuid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), u"admin"_s}};
}

} // namespace

bool TableOffice::open(int count)
{
    leads = count;
    const QString kept = qEnvironmentVariable("PL_BENCH_STORE");
    const QString ready = kept + u"/leads-"_s + QString::number(count);
    const bool isReady = !kept.isEmpty() && QDir(ready).exists() && copyFiles(ready, server.dataDir());
    if (isReady)
        figures.say(u"%1 sample leads, made earlier"_s.arg(count));
    else if (!make())
        return false;
    if (!isReady && !kept.isEmpty() && !(QDir().mkpath(ready) && copyFiles(server.dataDir(), ready)))
        figures.say(u"The store could not be kept in %1."_s.arg(ready));
    if (server.start())
        return true;
    figures.wrong(u"the server: "_s + QString::fromUtf8(server.errorOutput().right(500)));
    return false;
}

/// Leads, and plumbers by the server, which ends then, so that its files are whole.
bool TableOffice::make()
{
    QElapsedTimer clock;
    clock.start();
    const auto made =
        server.run({u"demo-data"_s, u"--leads"_s, QString::number(leads), u"--seed"_s, u"7"_s}, {}, kMakingMs);
    if (made.exitCode == 0) {
        figures.say(u"%1 sample leads made in %2 s (bar: a million in 60 s)"_s.arg(leads).arg(
            double(clock.elapsed()) / 1000, 0, 'f', 1));
        if (server.start() && addPlumbers() && server.stop() == 0)
            return true;
    }
    figures.wrong(u"the store: "_s + QString::fromUtf8((made.errorOutput + server.errorOutput()).right(500)));
    return false;
}

bool TableOffice::addPlumbers()
{
    for (int first = 0; first < kPlumbers; first += kPlumbersAtOnce) {
        json rows = json::array();
        for (int number = first; number < first + kPlumbersAtOnce; ++number)
            rows.push_back(plumberRow(number));
        if (server.write("POST", u"plumbers"_s, rows) != 201)
            return false;
    }
    return true;
}

bool TableOffice::changeLeads(int count)
{
    const json last = server.rows(u"leads?select=created_at&order=created_at.desc&offset=%1&limit=1"_s.arg(count - 1));
    if (!last.is_array() || last.empty())
        return false;
    const QString since = QString::fromStdString(last[0]["created_at"].get<std::string>());
    const QString target = u"leads?created_at=gte."_s + QString::fromLatin1(QUrl::toPercentEncoding(since));
    return server.write("PATCH", target, {{"description", "Change " + std::to_string(++m_changes)}}) < 300;
}

QByteArray TableOffice::serviceKey()
{
    for (const auto &[name, value] : server.serviceHeaders())
        if (name.toLower() == "apikey")
            return value;
    return {};
}

TableWindow::TableWindow(TableOffice &office, std::chrono::milliseconds latency)
    : m_transport(QUrl(office.server.url()), latency)
    , m_key(office.serviceKey())
    , m_client(m_transport, m_key)
    , replica(m_client, nullptr, std::chrono::seconds(1), placeIn(office))
    , m_commands(m_client, replica)
    , m_settings(office.folder.filePath(u"settings.ini"_s), QSettings::IniFormat)
    , m_theme(m_settings)
    , m_context{replica, m_commands,          m_undo,         m_settings, u"bench@office.example"_s,
                false,   u"office.example"_s, &Timestamp::now}
    , m_leads(office.leads)
{
}

TableWindow::~TableWindow() = default;

void TableWindow::show()
{
    m_window = std::make_unique<QWidget>();
    m_window->resize(1900, 1000);
    auto *const actions = new ui::LeadActions(m_context, m_window.get());
    view = new ui::LeadsView(m_context, *actions, m_window.get());
    view->resize(m_window->size());
    view->setView(ui::LeadView::All);
    m_window->show();
    view->focusTable();
}

} // namespace pl::bench
