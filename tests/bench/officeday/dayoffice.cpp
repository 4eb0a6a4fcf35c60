#include "tests/bench/officeday/dayoffice.h"

#include "tests/integration/people.h"

#include <QTest>

namespace pl::bench {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

constexpr int kDayPlumbers = 20;
constexpr int kRowsOfAWrite = 1000;
constexpr const char *kService = "Drain Cleaning";

const std::array<const char *, 10> kNames{"Ada",   "Ben",   "Chloe", "Dwayne", "Elena",
                                          "Farid", "Grace", "Hugo",  "Ines",   "Jack"};
const std::array<const char *, 5> kMarNames{"Maria", "Mark", "Martha", "Marco", "Marlene"};

/// A customer of that number; each has an address and a phone number of their own.
json leadOf(int number)
{
    const auto at = std::size_t(number);
    const bool isMar = number % 30 == 0;
    return {{"first_name", isMar ? kMarNames[at / 30 % kMarNames.size()] : kNames[at % kNames.size()]},
            {"last_name", "Number" + std::to_string(number)},
            {"email", "day" + std::to_string(number) + "@home.example"},
            {"phone_number", "+1512" + std::to_string(5'000'000 + number)},
            {"service_needed", kService},
            {"urgency", std::array{"day", "week", "month"}[at % 3]},
            {"zip_code", "78701"}};
}

} // namespace

bool DayOffice::open()
{
    if (!startServer() || !addPlumbers())
        return false;
    desktop = std::make_unique<test::Desktop>();
    if (!desktop->signIn(server.url(), test::kAdmin, test::kPassword, 60'000)) {
        figures.wrong(u"the window did not open"_s);
        return false;
    }
    desktop->window()->resize(1400, 900); // the pane is beside the list
    return desktop->activate();
}

bool DayOffice::startServer()
{
    if (!server.start() || server.addUser(test::kAdmin, u"admin"_s, test::kPassword).exitCode != 0) {
        figures.wrong(u"the server did not start: "_s + QString::fromUtf8(server.errorOutput()));
        return false;
    }
    m_sourceKey = server.addSource(u"website"_s);
    // The longest there is: two hundred assignments must be undone before the first is final.
    return figures.expect(u"the settings"_s, server.write("PATCH", u"settings?key=eq.grace_seconds"_s, {{"value", 60}}),
                          204);
}

bool DayOffice::addPlumbers()
{
    json plumbers = json::array();
    for (int i = 0; i < kDayPlumbers; ++i)
        plumbers.push_back({{"first_name", kNames[std::size_t(i) % kNames.size()]},
                            {"last_name", "Plumber" + std::to_string(i)},
                            {"email", "plumber" + std::to_string(i) + "@pipes.example"},
                            {"phone_number", "+1512555" + std::to_string(2000 + i)},
                            {"zip_code", "78701"},
                            {"services", {kService}},
                            {"payment_ready", true},
                            {"notify_by", "email"}});
    return figures.expect(u"the plumbers"_s, server.write("POST", u"plumbers"_s, plumbers), 201);
}

bool DayOffice::await(const char *what, const std::function<bool()> &done, qint64 patienceMs)
{
    const bool isDone = turnUntil(done, patienceMs);
    if (!isDone)
        figures.wrong(u"never: %1. The window says: %2"_s.arg(QLatin1StringView(what), desktop->noticeText()));
    return isDone;
}

qint64 DayOffice::countInStore(const QString &query)
{
    auto headers = server.serviceHeaders();
    headers.emplaceBack("Prefer", "count=exact");
    const auto reply = server.request(
        "GET", u"/rest/v1/"_s + query + (query.contains(u'?') ? u'&' : u'?') + u"select=id&limit=1"_s, headers);
    const QByteArray range = reply.header("Content-Range"); // "0-0/200"
    return reply.status < 300 ? range.mid(range.lastIndexOf('/') + 1).toLongLong() : -1;
}

bool DayOffice::addLeads(int first, int count)
{
    for (int begin = first; begin < first + count; begin += kRowsOfAWrite) {
        json rows = json::array();
        for (int i = begin; i < std::min(begin + kRowsOfAWrite, first + count); ++i)
            rows.push_back(leadOf(i));
        if (!figures.expect(u"leads added"_s, server.write("POST", u"leads"_s, rows), 201))
            return false;
    }
    return true;
}

QString DayOffice::postLead(int number)
{
    const auto reply = server.request(
        "POST", u"/api/v1/leads"_s, {{"Content-Type", "application/json"}, {"Authorization", "Bearer " + m_sourceKey}},
        QByteArray::fromStdString(leadOf(number).dump()));
    return reply.status == 201 ? QString::fromStdString(reply.json().value("id", "")) : QString();
}

} // namespace pl::bench
