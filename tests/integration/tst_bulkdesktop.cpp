#include "models/tables/leadtablemodel.h"
#include "tests/integration/desktop.h"
#include "tests/integration/people.h"
#include "tests/support/serverprocess.h"

#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::Desktop;
using pl::test::kPassword;
using pl::test::kStaff;
using pl::test::ServerProcess;

namespace {

constexpr int kLeads = 200;
constexpr int kPatienceMs = 60'000;

} // namespace

/// Two hundred leads in one go, with the real server, its database, a window and keys.
class TestBulkDesktop : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ServerProcess> m_server;

    /// How many rows have that status.
    std::size_t countOf(const QString &table, const QString &status)
    {
        return m_server->rows(table + u"?select=id&limit=1000&status=eq."_s + status).size();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<ServerProcess>();
        QVERIFY2(m_server->start(), m_server->errorOutput());
        const auto added = m_server->addUser(kStaff, u"staff"_s, kPassword);
        QVERIFY2(added.exitCode == 0, added.errorOutput);
        for (const char *name : {"Ann", "Nadia", "Kevin"})
            QCOMPARE(m_server->write("POST", u"plumbers"_s,
                                     {{"first_name", name},
                                      {"last_name", "Lee"},
                                      {"email", std::string(name) + "@pipes.example"},
                                      {"phone_number", "+15125550101"},
                                      {"zip_code", "78701"},
                                      {"services", {"Drain Cleaning"}},
                                      {"payment_ready", true},
                                      {"notify_by", "email"}}),
                     201);
        // Time enough to take all of it back before anything is sent.
        QCOMPARE(m_server->write("PATCH", u"settings?key=eq.grace_seconds"_s, {{"value", 60}}), 204);
        json leads = json::array();
        for (int i = 0; i < kLeads; ++i)
            leads.push_back({{"first_name", "Lead"},
                             {"last_name", "Number" + std::to_string(i)},
                             {"email", "lead" + std::to_string(i) + "@home.example"},
                             {"phone_number", "+1512555" + std::to_string(1000 + i)},
                             {"service_needed", "Drain Cleaning"},
                             {"urgency", "week"},
                             {"zip_code", "78701"}});
        QCOMPARE(m_server->write("POST", u"leads"_s, leads), 201);
    }
    void cleanupTestCase()
    {
        QCOMPARE(m_server->stop(), 0);
        m_server.reset();
    }

    void twoHundredLeadsAreAssignedAndTakenBack()
    {
        Desktop desktop;
        QVERIFY(desktop.signIn(m_server->url(), kStaff, kPassword));
        desktop.window()->resize(1400, 900); // the pane is beside the list
        QVERIFY(desktop.activate());
        desktop.press(Qt::Key_1, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(desktop.table()->model()->rowCount(), kLeads, kPatienceMs);
        desktop.press(Qt::Key_A, Qt::ControlModifier);
        QTRY_VERIFY(desktop.find<QWidget>("bulkPane")->isVisible());
        auto *go = desktop.find<QAction>("actionGo");
        QTRY_COMPARE(go->text(), u"Assign 200"_s);
        desktop.press(Qt::Key_Return);
        QTRY_VERIFY2_WITH_TIMEOUT(desktop.noticeText().startsWith(u"200 leads assigned"_s),
                                  qPrintable(desktop.noticeText()), kPatienceMs);
        QCOMPARE(m_server->rows(u"leads?select=id&limit=1000&status=eq.assigned"_s).size(), std::size_t(kLeads));
        QCOMPARE(countOf(u"payments"_s, u"pending"_s), std::size_t(kLeads));

        desktop.press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(desktop.noticeText(), u"Undone: assign 200 leads"_s, kPatienceMs);
        QCOMPARE(m_server->rows(u"leads?select=id&limit=1000&status=eq.new"_s).size(), std::size_t(kLeads));
        QCOMPARE(countOf(u"payments"_s, u"void"_s), std::size_t(kLeads));
        QCOMPARE(countOf(u"payments"_s, u"pending"_s), std::size_t(0));
        const QString told = u"notifications?select=status&limit=1000&template=in.(lead_assigned,plumber_found)"_s;
        const json messages = m_server->rows(told);
        QVERIFY(messages.size() >= std::size_t(kLeads));
        for (const json &message : messages)
            QVERIFY2(message["status"] == "skipped", message.dump().c_str());
    }
};

QTEST_MAIN(TestBulkDesktop)
#include "tst_bulkdesktop.moc"
