#include "models/tables/intaketablemodel.h"
#include "tests/integration/desktop.h"
#include "tests/integration/people.h"
#include "tests/support/serverprocess.h"
#include "ui/sorting/bodylist.h"
#include "ui/widgets/elidedlabel.h"

#include <QListWidget>
#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::Desktop;
using pl::test::kAdmin;
using pl::test::kPassword;
using pl::test::ServerProcess;

/// A source that nobody knows, from its first post to leads, with nothing stood in for: two bodies come to its hook,
/// somebody points at their values in the window, by keys, and saves; each becomes a lead, once.
class TestSortingDesktop : public QObject
{
    Q_OBJECT

    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<Desktop> m_desktop;
    QString m_hook;

    int post(const char *name, const char *phone)
    {
        const json body{{"wer", name},
                        {"felder", {{{"key", "rueckruf"}, {"value", phone}}, {{"key", "ort"}, {"value", "Austin"}}}},
                        {"was", "Grease trap"}};
        return m_server
            ->request("POST", m_hook, {{"Content-Type", "application/json"}}, QByteArray::fromStdString(body.dump()))
            .status;
    }
    QTableView *items() { return m_desktop->find<QTableView>("sortingTable"); }
    ui::BodyList *values() { return m_desktop->find<ui::BodyList>("bodyList"); }
    QString fact(const char *name) { return m_desktop->find<ui::ElidedLabel>(name)->text(); }
    std::size_t countOf(const QString &query) { return m_server->rows(query).size(); }
    /// Down to the value, Enter, down to what it is, Enter.
    void point(const QString &value, const QString &meaning)
    {
        m_desktop->press(Qt::Key_Home);
        while (!values()->currentIndex().data().toString().contains(value)) {
            const int row = values()->currentIndex().row();
            m_desktop->press(Qt::Key_Down);
            QVERIFY2(values()->currentIndex().row() > row, qPrintable(value));
        }
        m_desktop->press(Qt::Key_Return);
        choose(meaning);
    }
    void choose(const QString &words)
    {
        QTRY_VERIFY(m_desktop->popoverIsOpen("meaningPopup"));
        const auto *list = m_desktop->find<QWidget>("meaningPopup")->findChild<QListWidget *>(u"choiceList"_s);
        m_desktop->press(Qt::Key_Home);
        while (list->currentItem()->text() != words) {
            const int row = list->currentRow();
            m_desktop->press(Qt::Key_Down);
            QVERIFY2(list->currentRow() > row, qPrintable(words));
        }
        m_desktop->press(Qt::Key_Return);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<ServerProcess>();
        QVERIFY2(m_server->start(), m_server->errorOutput());
        QCOMPARE(m_server->addUser(kAdmin, u"admin"_s, kPassword).exitCode, 0);
        const auto added = m_server->run({u"source"_s, u"add"_s, u"Handwerk"_s, u"--hook"_s, u"--json"_s});
        QVERIFY2(added.exitCode == 0, added.errorOutput);
        m_hook = u"/api/v1/hooks/"_s + QString::fromStdString(added.json()["key"].get<std::string>());
        m_desktop = std::make_unique<Desktop>();
        QVERIFY(m_desktop->signIn(m_server->url(), kAdmin, kPassword));
        m_desktop->window()->resize(1400, 900); // wide enough for the pane beside the list
        QVERIFY(m_desktop->activate());
    }
    void cleanupTestCase()
    {
        m_desktop.reset();
        QCOMPARE(m_server->stop(), 0);
        m_server.reset();
    }

    void twoItemsBecomeLeadsEachOnce()
    {
        QCOMPARE(post("Rosa Example", "(512) 555-0143"), 200);
        QCOMPARE(post("Ben Example", "(512) 555-0144"), 200);
        m_desktop->press(Qt::Key_T, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(items()->model()->rowCount(), 2, 20000);
        QCOMPARE(countOf(u"leads?select=id"_s), std::size_t(0));
        QTRY_VERIFY(items()->currentIndex().isValid() && values()->isVisible());
        m_desktop->press(Qt::Key_Return);
        QCOMPARE(m_desktop->window()->focusWidget(), values());
        point(u"Example"_s, u"Name"_s);
        point(u"rueckruf"_s, u"Phone"_s);
        point(u"ort"_s, u"City"_s);
        point(u"Grease trap"_s, u"Service"_s);
        choose(u"Drain Cleaning"_s);
        QVERIFY(fact("previewName").endsWith(u"Example"));
        QVERIFY(fact("previewPhone").startsWith(u"(512) 555-014"));
        QCOMPARE(fact("previewService"), u"Drain Cleaning"_s);
        m_desktop->press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(items()->model()->rowCount(), 0, 20000);
        QTRY_COMPARE(m_desktop->noticeText(), u"2 leads taken"_s);
        const json leads =
            m_server->rows(u"leads?select=first_name,phone_number,city,service_needed&order=first_name"_s);
        QCOMPARE(leads.size(), std::size_t(2));
        QVERIFY(leads[0] == json({{"first_name", "Ben"},
                                  {"phone_number", "+15125550144"},
                                  {"city", "Austin"},
                                  {"service_needed", "Drain Cleaning"}}));
        QVERIFY(leads[1]["first_name"] == "Rosa" && leads[1]["phone_number"] == "+15125550143");
        QCOMPARE(countOf(u"intake_items?status=eq.taken&lead_id=not.is.null"_s), std::size_t(2));
    }

    /// And what the source sends from now on needs nobody.
    void whatComesNextIsALeadAtOnce()
    {
        QCOMPARE(post("Cy Example", "(512) 555-0145"), 200);
        QTRY_COMPARE_WITH_TIMEOUT(countOf(u"leads?select=id&first_name=eq.Cy"_s), std::size_t(1), 20000);
        QCOMPARE(countOf(u"intake_items?status=in.(waiting,retry)"_s), std::size_t(0));
        QCOMPARE(countOf(u"leads?select=id"_s), std::size_t(3));
    }
};

QTEST_MAIN(TestSortingDesktop)
#include "tst_sortingdesktop.moc"
