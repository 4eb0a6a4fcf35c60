#include "models/tables/leadtablemodel.h"
#include "tests/ui/customerfixture.h"
#include "ui/customer/customerlinemodel.h"
#include "ui/customer/customersearch.h"
#include "ui/leads/leadtable.h"
#include "ui/shell/commandpalette.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/deadlinebanner.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/filterfield.h"
#include "ui/widgets/statepage.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;
using pl::test::CustomerFixture;
using pl::test::FakeTransport;

/// A customer's file, found and read by keys in the whole window.
class TestCustomerFile : public QObject
{
    Q_OBJECT

    std::unique_ptr<CustomerFixture> m_test;

    void open(CustomerFixture::Who who = CustomerFixture::Who::Staff)
    {
        m_test = std::make_unique<CustomerFixture>(who);
        QVERIFY(m_test->open());
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { m_test->press(key, modifiers); }
    void askForFile() { press(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier); }
    void openFile(const QString &typed)
    {
        askForFile();
        m_test->type(typed);
        press(Qt::Key_Return);
        QTRY_VERIFY(m_test->isOpen());
    }
    QListWidget *sections() { return m_test->find<QListWidget>("customerSections"); }
    QListWidget *found() { return m_test->find<QListWidget>("customerFound"); }
    QTableView *lines() { return m_test->find<QTableView>("customerLines"); }
    QString line(int row) { return lines()->model()->index(row, CustomerLineModel::WhatColumn).data().toString(); }
    /// By keys, from the list of sections.
    void goTo(const QString &section)
    {
        press(Qt::Key_Home);
        while (!sections()->currentItem()->text().startsWith(section)) {
            const int row = sections()->currentRow();
            press(Qt::Key_Down);
            QVERIFY2(sections()->currentRow() > row, qPrintable(section));
        }
    }
    QString headline() { return m_test->find<StatePage>("customerState")->headline(); }
    QStringList titles()
    {
        QStringList all;
        for (int row = 0; row < sections()->count(); ++row)
            all += sections()->item(row)->text();
        return all;
    }

private Q_SLOTS:
    void cleanup() { m_test.reset(); }

    void aPersonIsFoundByNamePhoneAndAddress_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::newRow("name") << u"gonzalez"_s;
        QTest::newRow("phone as people write it") << u"(512) 555-0143"_s;
        QTest::newRow("phone without signs") << u"5125550143"_s;
        QTest::newRow("e-mail in capitals") << u"MARIA@home.test"_s;
        QTest::newRow("the duplicate's address") << u"m.gonzalez@work.test"_s;
    }
    void aPersonIsFoundByNamePhoneAndAddress()
    {
        QFETCH(QString, typed);
        open();
        openFile(typed);
        QCOMPARE(m_test->find<ElidedLabel>("customerName")->text(), u"Maria Gonzalez"_s);
        QCOMPARE(m_test->window->focusWidget(), sections());
    }

    void allOfThePersonIsThereAndNothingOfOthers()
    {
        open();
        openFile(u"5125550143"_s);
        QCOMPARE(titles(), QStringList({u"Leads (1)"_s, u"Duplicates (1)"_s, u"To sort (0)"_s, u"History (2)"_s,
                                        u"Messages and replies (0)"_s, u"Do not contact (0)"_s, u"Consent (1)"_s,
                                        u"Who was considered (0)"_s}));
        QVERIFY(m_test->text("customerContact").contains(u"2 leads"));
        goTo(u"History"_s);
        QCOMPARE(lines()->model()->rowCount(), 2);
        QVERIFY(line(0).contains(u"wants a call after six"));
        goTo(u"Consent"_s);
        QCOMPARE(line(0), u"Agreed: You may call me"_s);
        QVERIFY(m_test->text("customerWhole").contains(u"203.0.113.9"));
        goTo(u"Messages"_s);
        QVERIFY(!lines()->isVisible());
        QCOMPARE(m_test->text("customerNothing"), u"Nobody was written to."_s);
    }

    void linesFollowTheModelsRules()
    {
        open();
        openFile(u"5125550143"_s);
        const QAbstractItemModelTester tester(lines()->model());
        goTo(u"History"_s);
        goTo(u"Leads"_s);
    }

    void messagesAreShownWithTheirWords()
    {
        m_test = std::make_unique<CustomerFixture>(CustomerFixture::Who::Staff);
        m_test->office.transport.put(
            "notifications",
            test::messageRow(1, {{"status", "sent"}, {"delivery", "delivered"}, {"sent_text", "Maria needs you"}}));
        m_test->office.transport.put("notifications", test::messageRow(2, {{"template", "reply"},
                                                                           {"channel", "sms"},
                                                                           {"lead_id", nullptr},
                                                                           {"plumber_id", nullptr},
                                                                           {"recipient", CustomerFixture::kPhone},
                                                                           {"body", "Thank you"},
                                                                           {"seen", true}}));
        QVERIFY(m_test->open());
        openFile(u"gonzalez"_s);
        goTo(u"Messages"_s);
        QCOMPARE(lines()->model()->rowCount(), 2);
        QCOMPARE(line(0), u"New lead to Ann Lee by e-mail: Delivered"_s);
        QVERIFY(m_test->text("customerWhole").contains(u"Maria needs you"));
        QVERIFY(line(1).contains(u"Thank you"));
    }

    void onlyAdminsSeeMoneyAndErase()
    {
        open();
        openFile(u"gonzalez"_s);
        QVERIFY(titles().filter(u"Payments"_s).isEmpty());
        QVERIFY(!m_test->find<QAction>("eraseCustomerAction"));
        QVERIFY(!m_test->find<QAction>("takeBackAction")->isEnabled());
        for (const auto &request : m_test->office.transport.requests())
            QVERIFY(!request.target.startsWith("/rest/v1/payments"));

        m_test = std::make_unique<CustomerFixture>(CustomerFixture::Who::Admin);
        m_test->office.transport.putPayment(1, "succeeded", 4500);
        m_test->played.answers["find_person"] = [](const nlohmann::json &) {
            return Result<nlohmann::json>(nlohmann::json{{"journal", nlohmann::json::array()}, {"bodies", 2}});
        };
        QVERIFY(m_test->open());
        openFile(u"gonzalez"_s);
        QTRY_VERIFY(titles().contains(u"Payments (1)"_s));
        QTRY_VERIFY(titles().contains(u"To sort (1)"_s));
        goTo(u"Payments"_s);
        QVERIFY(line(0).startsWith(u"$45.00, Ann Lee: "));
        goTo(u"To sort"_s);
        QCOMPARE(line(0), u"2 items in To sort with this phone number or e-mail address"_s);
        QVERIFY(m_test->find<QAction>("eraseCustomerAction")->isEnabled());
    }

    void keysMoveBetweenSectionsLinesAndLeads()
    {
        open();
        openFile(u"gonzalez"_s);
        press(Qt::Key_PageDown, Qt::ControlModifier);
        QCOMPARE(sections()->currentRow(), 1);
        press(Qt::Key_PageUp, Qt::ControlModifier);
        press(Qt::Key_Right);
        QCOMPARE(m_test->window->focusWidget(), lines());
        press(Qt::Key_Left);
        QCOMPARE(m_test->window->focusWidget(), sections());
        press(Qt::Key_Return);
        QCOMPARE(m_test->window->focusWidget(), lines());
        press(Qt::Key_Escape);
        QCOMPARE(m_test->window->focusWidget(), sections());
        press(Qt::Key_Right);
        press(Qt::Key_Return);
        QTRY_VERIFY(m_test->find<LeadTable>("leadsTable")->isVisible());
        QCOMPARE(m_test->find<LeadTable>("leadsTable")->currentLead(),
                 QUuid::fromString(QString::fromStdString(FakeTransport::leadId(1))));
    }

    void aLeadsPaneAndItsKeyLeadHereAndEscBack()
    {
        open();
        auto *table = m_test->find<LeadTable>("leadsTable");
        QVERIFY(table->selectLead(QUuid::fromString(QString::fromStdString(FakeTransport::leadId(3)))));
        table->setFocus();
        press(Qt::Key_F);
        QTRY_VERIFY(m_test->isOpen());
        QCOMPARE(m_test->find<ElidedLabel>("customerName")->text(), u"Bob Stone"_s);
        press(Qt::Key_Escape);
        QTRY_VERIFY(table->isVisible());
    }

    void thePaletteFindsFiles()
    {
        open();
        press(Qt::Key_K, Qt::ControlModifier);
        m_test->type(u"bob"_s);
        auto *list = m_test->find<QListWidget>("commandList");
        const auto hits = list->findItems(u"File of Bob Stone"_s, Qt::MatchExactly);
        QCOMPARE(hits.size(), 1);
        while (list->currentItem() != hits.first()) {
            const int row = list->currentRow();
            press(Qt::Key_Down);
            QVERIFY(list->currentRow() > row);
        }
        press(Qt::Key_Return);
        QTRY_VERIFY(m_test->isOpen());
        QCOMPARE(m_test->find<ElidedLabel>("customerName")->text(), u"Bob Stone"_s);
    }

    void severalPeopleAreChosenFrom()
    {
        open();
        askForFile();
        m_test->type(u"home.test"_s);
        QTRY_COMPARE(found()->count(), 2);
        press(Qt::Key_Down);
        QCOMPARE(m_test->window->focusWidget(), found());
        press(Qt::Key_Down);
        const QString second = found()->currentItem()->text();
        press(Qt::Key_Return);
        QTRY_VERIFY(m_test->isOpen());
        QVERIFY(second.startsWith(m_test->find<ElidedLabel>("customerName")->text()));
    }

    void nobodyAndAStrangersNumber()
    {
        open();
        askForFile();
        m_test->type(u"zebra"_s);
        QTRY_COMPARE(headline(), u"Nobody found"_s);
        m_test->find<FilterField>("customerSearch")->selectAll();
        m_test->type(u"+1 512 555 0199"_s);
        QTRY_COMPARE(found()->count(), 1);
        press(Qt::Key_Return);
        QTRY_VERIFY(m_test->isOpen());
        QCOMPARE(titles().first(), u"Leads (0)"_s);
        QVERIFY(!m_test->find<QAction>("proofPackAction")->isEnabled());
        QVERIFY(m_test->find<QAction>("doNotContactAction")->isEnabled());
    }

    void aFailedReadSaysSoAndIsTriedAgain()
    {
        open();
        m_test->office.transport.answerNext("GET", "/rest/v1/intake_items", [](const auto &) {
            return Error{ErrorCode::Unavailable, QStringLiteral("away")};
        });
        askForFile();
        m_test->type(u"gonzalez"_s);
        press(Qt::Key_Return);
        QTRY_COMPARE(headline(), u"The file could not be loaded"_s);
        QVERIFY(!m_test->isOpen());
        QTest::mouseClick(m_test->find<StatePage>("customerState")->findChild<QPushButton *>(u"stateAction"_s),
                          Qt::LeftButton);
        QTRY_VERIFY(m_test->isOpen());
    }

    void anAlteredHistoryIsToldAtOnce()
    {
        m_test = std::make_unique<CustomerFixture>(CustomerFixture::Who::Staff);
        m_test->alterLine(1, 2);
        QVERIFY(m_test->open());
        openFile(u"gonzalez"_s);
        QVERIFY(m_test->find<DeadlineBanner>("customerWarning")->isVisible());
        QVERIFY(m_test->find<DeadlineBanner>("customerWarning")->sentence().contains(u"Line 2 was altered"));
        goTo(u"History"_s);
        QVERIFY(line(0).startsWith(u"Warning"));
    }

    void aSoundHistoryIsNoWarning()
    {
        open();
        openFile(u"gonzalez"_s);
        QVERIFY(!m_test->find<DeadlineBanner>("customerWarning")->isVisible());
    }

    void whoLookedStandsInTheActivityWithoutTheCustomer()
    {
        open();
        openFile(u"gonzalez"_s);
        QTRY_VERIFY(!m_test->activityOf("file_viewed").is_null());
        const auto row = m_test->activityOf("file_viewed");
        QVERIFY(row["actor"] == "sam@office.test");
        QVERIFY(row["lead_id"] == FakeTransport::leadId(1) || row["lead_id"] == FakeTransport::leadId(2));
        const QString all = QString::fromStdString(row.dump());
        for (const char *secret : {"Maria", "Gonzalez", "5550143", "home.test"})
            QVERIFY2(!all.contains(QLatin1StringView(secret)), secret);
    }

    void theBadgeOnALeadSaysWhatTheCustomerSaidNoTo()
    {
        m_test = std::make_unique<CustomerFixture>(CustomerFixture::Who::Staff);
        m_test->office.transport.put("contact_refusals", {{"id", toJson(QUuid::createUuid())},
                                                          {"contact", CustomerFixture::kPhone},
                                                          {"channel", "call"},
                                                          {"way", "call"},
                                                          {"reason", nullptr},
                                                          {"said_on", "2026-11-10"},
                                                          {"entered_by", "ada@office.test"},
                                                          {"at", m_test->office.transport.nextTime()}});
        QVERIFY(m_test->open());
        auto *table = m_test->find<LeadTable>("leadsTable");
        auto *badge = m_test->find<ChipLabel>("leadRefused");
        QVERIFY(table->selectLead(QUuid::fromString(QString::fromStdString(FakeTransport::leadId(1)))));
        QTRY_VERIFY(badge->isVisible());
        QCOMPARE(badge->text(), u"No calls"_s);
        QVERIFY(table->selectLead(QUuid::fromString(QString::fromStdString(FakeTransport::leadId(3)))));
        QTRY_VERIFY(!badge->isVisible());
        m_test->change(3, {{"do_not_sell", true}});
        QTRY_VERIFY(badge->isVisible());
        QCOMPARE(badge->text(), u"Do not sell"_s);
        QVERIFY(badge->toolTip().contains(u"not sold"_s));
        QVERIFY(!m_test->find<QWidget>("candidateList")->isVisible());
    }
};

QTEST_MAIN(TestCustomerFile)
#include "tst_customerfile.moc"
