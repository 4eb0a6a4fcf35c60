#include "models/tables/activitytablemodel.h"
#include "models/tables/leadtablemodel.h"
#include "tests/integration/desktop.h"
#include "tests/integration/people.h"
#include "tests/support/serverprocess.h"
#include "ui/shell/sidebar.h"
#include "ui/shell/viewsection.h"
#include "ui/widgets/filterchip.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::Desktop;
using pl::test::kAdmin;
using pl::test::kPassword;
using pl::test::kStaff;
using pl::test::ServerProcess;

/// A view from its filters to its place in everybody's side bar, with nothing stood in for: by keys, over a restart,
/// and as two people see it.
class TestViewsDesktop : public QObject
{
    Q_OBJECT

    std::unique_ptr<ServerProcess> m_server;
    QByteArray m_key;

    int post(const char *first, const char *phone, const char *zip)
    {
        const json lead{{"first_name", first},
                        {"last_name", "Example"},
                        {"email", std::string(first) + "@home.example"},
                        {"phone_number", phone},
                        {"service_needed", "Drain Cleaning"},
                        {"urgency", "day"},
                        {"zip_code", zip}};
        return m_server
            ->request("POST", u"/api/v1/leads"_s,
                      {{"Content-Type", "application/json"}, {"Authorization", "Bearer " + m_key}},
                      QByteArray::fromStdString(lead.dump()))
            .status;
    }
    json savedViews() { return m_server->rows(u"saved_views?select=id,owner,name,shared,shortcut,deleted_at"_s); }
    QString pageOf(const json &view)
    {
        return ui::ViewSection::keyOf(QUuid::fromString(QString::fromStdString(view["id"].get<std::string>())));
    }
    static int countIn(Desktop &desktop, const QString &page)
    {
        return desktop.find<ui::SideBar>("sideBar")->count(page);
    }
    static QString title(Desktop &desktop) { return desktop.find<QLabel>("viewTitle")->text(); }
    std::unique_ptr<Desktop> open(const QString &email)
    {
        auto desktop = std::make_unique<Desktop>();
        if (!desktop->signIn(m_server->url(), email, kPassword))
            return nullptr;
        desktop->window()->resize(1400, 900);
        return desktop->activate() ? std::move(desktop) : nullptr;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<ServerProcess>();
        QVERIFY2(m_server->start(), m_server->errorOutput());
        QCOMPARE(m_server->addUser(kStaff, u"staff"_s, kPassword).exitCode, 0);
        QCOMPARE(m_server->addUser(kAdmin, u"admin"_s, kPassword).exitCode, 0);
        m_key = m_server->addSource(u"website"_s);
        QCOMPARE(post("Maria", "(512) 555-0141", "78701"), 201);
        QCOMPARE(post("Ben", "(512) 555-0142", "78702"), 201);
        QCOMPARE(post("Cy", "(713) 555-0143", "77002"), 201);
    }
    void cleanupTestCase()
    {
        QCOMPARE(m_server->stop(), 0);
        m_server.reset();
    }

    void aFilterIsSavedByKeysAndIsThereAfterARestart()
    {
        {
            const auto desktop = open(kStaff);
            QVERIFY(desktop);
            QTRY_COMPARE_WITH_TIMEOUT(desktop->table()->model()->rowCount(), 3, 20000);
            desktop->find<ui::FilterChip>("zipFilter")->openMenu();
            QTRY_VERIFY(desktop->find<QWidget>("pickWords"));
            desktop->type(u"787"_s);
            desktop->press(Qt::Key_Return);
            QTRY_COMPARE(desktop->table()->model()->rowCount(), 2);
            desktop->press(Qt::Key_Escape);
            desktop->table()->setFocus();
            desktop->press(Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
            auto *form = desktop->find<QDialog>("viewForm");
            QTRY_VERIFY(form->isVisible());
            auto *name = form->findChild<QLineEdit *>(u"name"_s);
            QTest::keyClicks(name, u"Austin"_s);
            form->findChild<QComboBox *>(u"shortcut"_s)->setCurrentIndex(1);
            form->findChild<QComboBox *>(u"shared"_s)->setCurrentIndex(1);
            QTest::keyClick(name, Qt::Key_Return, Qt::ControlModifier);
            QTRY_VERIFY_WITH_TIMEOUT(!form->isVisible(), 15000);
            QCOMPARE(savedViews().size(), std::size_t(1));
            QTRY_COMPARE_WITH_TIMEOUT(countIn(*desktop, pageOf(savedViews()[0])), 2, 5000);
            QCOMPARE(title(*desktop), u"Austin"_s);
        }
        const auto again = open(kStaff);
        QVERIFY(again);
        const QString page = pageOf(savedViews()[0]);
        QTRY_COMPARE_WITH_TIMEOUT(countIn(*again, page), 2, 15000);
        QVERIFY(again->activate());
        again->press(Qt::Key_1, Qt::ControlModifier | Qt::AltModifier);
        QTRY_COMPARE(title(*again), u"Austin"_s);
        QCOMPARE(again->table()->model()->rowCount(), 2);
        QCOMPARE(post("Dee", "(512) 555-0144", "78703"), 201);
        QTRY_COMPARE_WITH_TIMEOUT(countIn(*again, page), 3, 15000);
    }

    void theOfficeSeesWhatIsSharedAndOthersCantChangeIt()
    {
        const json view = savedViews()[0];
        QVERIFY(view["shared"] == true && view["owner"] == kStaff.toStdString());
        const QString other = u"bo@office.example"_s;
        QCOMPARE(m_server->addUser(other, u"staff"_s, kPassword).exitCode, 0);
        ServerProcess::Headers headers = m_server->userHeaders(other, kPassword);
        headers += {{"Content-Type", "application/json"}, {"Prefer", "return=representation"}};
        const QString target = u"/rest/v1/saved_views?id=eq."_s + QString::fromStdString(view["id"].get<std::string>());
        QCOMPARE(m_server->request("GET", target, headers).json().size(), std::size_t(1));
        QCOMPARE(m_server->request("PATCH", target, headers, R"({"name":"Mine now"})").json().size(), std::size_t(0));
        QVERIFY(savedViews()[0]["name"] == "Austin");
        const auto admin = open(kAdmin);
        QVERIFY(admin);
        QTRY_COMPARE_WITH_TIMEOUT(countIn(*admin, pageOf(view)), 3, 15000);
        admin->find<QWidget>(qPrintable(u"side_"_s + pageOf(view)))->setFocus();
        admin->press(Qt::Key_Delete);
        QTRY_VERIFY_WITH_TIMEOUT(!savedViews()[0]["deleted_at"].is_null(), 15000);
        QTRY_COMPARE(countIn(*admin, pageOf(view)), -1);
        admin->table()->setFocus();
        admin->press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(savedViews()[0]["deleted_at"].is_null(), 15000);
        QTRY_COMPARE_WITH_TIMEOUT(countIn(*admin, pageOf(view)), 3, 5000);
    }

    void whoDidWhatIsAListThatGrows()
    {
        const auto desktop = open(kStaff);
        QVERIFY(desktop);
        desktop->press(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
        auto *lines = desktop->find<QTableView>("activityTable");
        const auto said = [lines](int row, int column) {
            return lines->model()->index(row, column).data(Qt::AccessibleTextRole).toString();
        };
        const auto isSaid = [&](const QString &sentence) {
            for (int row = 0; row < lines->model()->rowCount(); ++row)
                if (said(row, tables::ActivityTableModel::WhatColumn) == sentence)
                    return true;
            return false;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isSaid(u"You shared the view Austin"_s), 15000);
        QVERIFY(isSaid(u"Received"_s));
        QCOMPARE(post("Eve", "(512) 555-0145", "78704"), 201);
        QTRY_VERIFY_WITH_TIMEOUT(said(0, tables::ActivityTableModel::AboutColumn).startsWith(u"Eve Example"_s), 15000);
        lines->selectRow(0);
        lines->setFocus();
        desktop->press(Qt::Key_Return);
        QTRY_VERIFY(desktop->find<QWidget>("leadsView")->isVisible());
        const auto chosen = [&] {
            return desktop->table()->currentIndex().siblingAtColumn(tables::LeadTableModel::CustomerColumn);
        };
        QTRY_COMPARE(chosen().data().toString(), u"Eve Example"_s);
    }
};

QTEST_MAIN(TestViewsDesktop)
#include "tst_viewsdesktop.moc"
