#include "tests/integration/desktop.h"
#include "tests/integration/people.h"
#include "tests/support/leadsof.h"
#include "tests/support/serverprocess.h"
#include "ui/customer/customerlinemodel.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QDialog>
#include <QLineEdit>
#include <QListWidget>
#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::Desktop;
using pl::test::kAdmin;
using pl::test::kPassword;
using pl::test::kStaff;
using pl::test::ServerProcess;

/// A customer's file with nothing stood in for: posted leads, the real server, two windows, keys alone.
class TestCustomerDesktop : public QObject
{
    Q_OBJECT

    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<Desktop> m_admin;
    std::unique_ptr<Desktop> m_staff;
    QByteArray m_key;

    QString post(const char *first, const char *phone, const char *email)
    {
        const json lead{{"first_name", first},
                        {"last_name", "Marker"},
                        {"email", email},
                        {"phone_number", phone},
                        {"service_needed", "Drain Cleaning"},
                        {"urgency", "day"},
                        {"description", "Marker is in the cellar"},
                        {"consent", {{"text", "You may call Marker"}, {"at", "2026-11-01T10:00:00Z"}}}};
        const auto reply = m_server->request(
            "POST", u"/api/v1/leads"_s, {{"Content-Type", "application/json"}, {"Authorization", "Bearer " + m_key}},
            QByteArray::fromStdString(lead.dump()));
        return reply.status == 201 ? QString::fromStdString(reply.json()["id"].get<std::string>()) : QString();
    }
    static bool isOpen(Desktop &desktop) { return desktop.find<QWidget>("customerSections")->isVisible(); }
    static void openFile(Desktop &desktop, const QString &typed)
    {
        QVERIFY(desktop.activate());
        desktop.press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        desktop.type(typed);
        desktop.press(Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(isOpen(desktop), 20000);
    }
    static QStringList sections(Desktop &desktop)
    {
        QStringList all;
        const auto *list = desktop.find<QListWidget>("customerSections");
        for (int row = 0; row < list->count(); ++row)
            all += list->item(row)->text();
        return all;
    }
    static QDialog *openForm(Desktop &desktop, Qt::Key key, const char *name)
    {
        desktop.press(key);
        auto *form = desktop.find<QDialog>(name);
        return QTest::qWaitFor([form] { return form->isVisible(); }) ? form : nullptr;
    }
    /// Leads of somebody called Marker, as the window knows them.
    static int markersKnownTo(Desktop &desktop)
    {
        int known = 0;
        for (const Lead &lead : test::leadsOf(desktop.office()->replica()))
            known += lead.lastName == u"Marker" ? 1 : 0;
        return known;
    }
    static QByteArray everyLabelOf(Desktop &desktop)
    {
        QByteArray all;
        for (const auto *label : desktop.window()->findChildren<ui::PlainLabel *>())
            all += label->text().toUtf8() + '\n';
        for (const auto *label : desktop.window()->findChildren<ui::ElidedLabel *>())
            all += label->text().toUtf8() + '\n';
        return all;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<ServerProcess>();
        QVERIFY2(m_server->start(), m_server->errorOutput());
        QCOMPARE(m_server->addUser(kAdmin, u"admin"_s, kPassword).exitCode, 0);
        QCOMPARE(m_server->addUser(kStaff, u"staff"_s, kPassword).exitCode, 0);
        m_key = m_server->addSource(u"website"_s);
        QVERIFY(!post("Maria", "+15125550143", "maria@home.example").isEmpty());
        QVERIFY(!post("Maria", "+15125550143", "maria@work.example").isEmpty());
        QVERIFY(!post("Bob", "+15125550177", "bob@home.example").isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(m_server->rows(u"leads?select=id"_s).size(), std::size_t(3), 20000);
        m_admin = std::make_unique<Desktop>();
        QVERIFY(m_admin->signIn(m_server->url(), kAdmin, kPassword));
        m_staff = std::make_unique<Desktop>();
        QVERIFY(m_staff->signIn(m_server->url(), kStaff, kPassword));
    }
    void cleanupTestCase()
    {
        m_staff.reset();
        m_admin.reset();
        QCOMPARE(m_server->stop(), 0);
        m_server.reset();
    }

    void staffFindAPersonAndReadTheFile()
    {
        QTRY_COMPARE_WITH_TIMEOUT(m_staff->office()->replica().leadCount(), 3, 20000);
        openFile(*m_staff, u"(512) 555-0143"_s);
        const QStringList all = sections(*m_staff);
        QCOMPARE(all.first(), u"Leads (1)"_s);
        QVERIFY(all.contains(u"Duplicates (1)"_s) && all.contains(u"Consent (2)"_s));
        QVERIFY(all.filter(u"Payments"_s).isEmpty());
        QVERIFY(!m_staff->find<QWidget>("customerWarning")->isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(m_server->rows(u"activity?select=lead_id&kind=eq.file_viewed"_s).size(),
                                  std::size_t(1), 20000);
    }

    void staffEnterDoNotSellAndTheOthersSeeIt()
    {
        QDialog *form = openForm(*m_staff, Qt::Key_D, "refusalForm");
        QVERIFY(form);
        auto *channel = form->findChild<QWidget *>(u"channel"_s);
        QTest::keyClick(channel, Qt::Key_End); // "Do not sell"
        QTest::keyClick(form, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!form->isVisible(), 20000);
        QTRY_COMPARE_WITH_TIMEOUT(m_server->rows(u"leads?select=id&do_not_sell=is.true"_s).size(), std::size_t(2),
                                  20000);
        QTRY_VERIFY_WITH_TIMEOUT(m_staff->find<ui::ChipLabel>("customerRefused")->text() == u"Do not sell", 20000);
        QCOMPARE(m_server->rows(u"contact_refusals?select=id&entered_by=eq."_s + kStaff).size(), std::size_t(2));
        QVERIFY(!m_staff->find<QAction>("takeBackAction")->isEnabled());
    }

    void anAdminTakesItBackWithAReason()
    {
        openFile(*m_admin, u"5125550143"_s);
        for (int left = 2; left > 0; --left) {
            QTRY_VERIFY_WITH_TIMEOUT(sections(*m_admin).contains(u"Do not contact (%1)"_s.arg(left)), 20000);
            QTRY_VERIFY_WITH_TIMEOUT(m_admin->find<QAction>("takeBackAction")->isEnabled(), 20000);
            QDialog *form = openForm(*m_admin, Qt::Key_T, "takeBackForm");
            QVERIFY(form);
            QTest::keyClicks(form->findChild<QLineEdit *>(u"reason"_s), u"changed their mind"_s);
            QTest::keyClick(form, Qt::Key_Return, Qt::ControlModifier);
            QTRY_VERIFY_WITH_TIMEOUT(!form->isVisible(), 20000);
            QTRY_COMPARE_WITH_TIMEOUT(m_server->rows(u"contact_refusals?select=id"_s).size(), std::size_t(left - 1),
                                      20000);
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_server->rows(u"leads?select=id&do_not_sell=is.true"_s).size(), std::size_t(0),
                                  20000);
    }

    /// The other window, too, forgets the customer, whose file it shows.
    void anAdminErasesAndBothWindowsForget()
    {
        openFile(*m_staff, u"5125550143"_s);
        openFile(*m_admin, u"5125550143"_s);
        QDialog *form = openForm(*m_admin, Qt::Key_Delete, "eraseForm");
        QVERIFY(form);
        QTRY_VERIFY_WITH_TIMEOUT(m_admin->find<ui::PlainLabel>("erasingGoes")->text().contains(u"2 leads"), 60000);
        QTest::keyClicks(form->findChild<QLineEdit *>(u"confirmation"_s), u"0143"_s);
        QTest::keyClick(form, Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(m_admin->find<ui::StatePage>("customerState")->headline(), u"Erased for good"_s,
                                  60000);
        QTRY_VERIFY_WITH_TIMEOUT(!isOpen(*m_staff), 20000);
        QCOMPARE(m_server->rows(u"leads?select=id&erased_at=is.null"_s).size(), std::size_t(1));
        QVERIFY(m_server->rows(u"leads?select=*&erased_at=not.is.null"_s).dump().find("Marker") == std::string::npos);
        for (Desktop *desktop : {m_admin.get(), m_staff.get()}) {
            QTRY_COMPARE_WITH_TIMEOUT(markersKnownTo(*desktop), 1, 20000); // Bob; after the next round at the latest
            QVERIFY2(!everyLabelOf(*desktop).contains("Maria"), everyLabelOf(*desktop));
        }
    }
};

QTEST_MAIN(TestCustomerDesktop)
#include "tst_customerdesktop.moc"
