#include "models/replica/messagereplica.h"
#include "models/stats/offerreader.h"
#include "tests/support/messagerows.h"
#include "tests/support/testwords.h"
#include "tests/ui/billingfixture.h"
#include "ui/plumbers/plumberform.h"
#include "ui/plumbers/plumberpane.h"
#include "ui/plumbers/plumbersview.h"
#include "ui/plumbers/plumberwarnings.h"
#include "ui/plumbers/twinnotice.h"
#include "ui/plumbers/workhourseditor.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/datefield.h"
#include "ui/widgets/deadlinebanner.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/factrow.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/linklist.h"
#include "ui/widgets/pagetabs.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPromise>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

using namespace pl;
using namespace pl::ui;
using pl::test::words;
using tables::PlumberTableModel;
using test::FakeTransport;

/// The pane about a plumber, and the form with all that is known of one: Ann Lee, Bob O'Hara and, paused, Zoë Ångström.
/// It is 2026-11-18.
class TestPlumberPane : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::BillingFixture> m_money;
    std::unique_ptr<stats::OfferReader> m_offers;
    std::unique_ptr<replica::MessageReplica> m_messages;
    std::unique_ptr<PlumbersView> m_view;

    test::OfficeFixture &office() { return m_money->office; }
    FakeTransport &store() { return office().transport; }
    /// Before open(), or as somebody else does it afterwards.
    void change(int plumber, const nlohmann::json &changes)
    {
        nlohmann::json row = store().row("plumbers", FakeTransport::plumberId(plumber));
        row.update(changes);
        row["version"] = row["version"].get<int>() + 1;
        row["updated_at"] = store().nextTime();
        store().put("plumbers", row);
    }
    void assignTo(int plumber, int lead, const nlohmann::json &changes = nlohmann::json::object())
    {
        nlohmann::json row = FakeTransport::lead(lead, "Maria", "Number" + std::to_string(lead));
        row.update({{"assigned_plumber_id", FakeTransport::plumberId(plumber)},
                    {"status", "assigned"},
                    {"assigned_at", office().now.addSeconds(-3600 - lead).toString().toStdString()}});
        row.update(changes);
        store().put("leads", row);
    }
    void event(int id, int lead, int plumber, const char *kind, int secondsAgo)
    {
        store().put("lead_events", {{"id", id},
                                    {"lead_id", FakeTransport::leadId(lead)},
                                    {"kind", kind},
                                    {"actor", "server"},
                                    {"plumber_id", FakeTransport::plumberId(plumber)},
                                    {"note", nullptr},
                                    {"at", office().now.addSeconds(-secondsAgo).toString().toStdString()}});
    }
    void open(bool isAdmin = true)
    {
        office().context.offers = m_offers.get();
        office().context.messages = m_messages.get();
        office().context.isAdmin = isAdmin;
        if (!isAdmin)
            office().context.billing = nullptr;
        m_view = std::make_unique<PlumbersView>(office().context);
        m_view->resize(1400, 900);
        connect(m_view.get(), &PlumbersView::noticeWanted, m_view.get(), m_money->notices());
        connect(m_view.get(), &PlumbersView::undoRequested, m_view.get(), [this] { office().undo.undo(); });
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        m_messages->start();
        QVERIFY(m_money->load());
        m_view->focusTable();
        select(1);
    }
    void select(int plumber)
    {
        m_view->showPlumber(QUuid::fromString(QString::fromStdString(FakeTransport::plumberId(plumber))));
    }
    template <class T>
    T *child(const char *name) const
    {
        return m_view->findChild<T *>(QString::fromLatin1(name));
    }
    /// Of what stands in place of the table; the pane has a page like it.
    template <class T>
    T *state(const char *name) const
    {
        return child<QWidget>("plumbersState")->findChild<T *>(QString::fromLatin1(name));
    }
    QString text(const char *name) const { return child<QLabel>(name)->text(); }
    QStringList links(const char *list) const
    {
        QStringList texts;
        for (const FactRow *row : child<LinkList>(list)->findChildren<FactRow *>())
            if (row->isVisible())
                texts += row->text();
        return texts;
    }
    QStringList warnings() const { return child<PlumberWarnings>("plumberWarnings")->sentences(); }
    QTableView &table() { return m_view->table(); }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(&table(), static_cast<Qt::Key>(key), modifiers);
    }
    PlumberForm *form() const { return m_view->findChild<PlumberForm *>(); }
    template <class T>
    T *field(const char *column) const
    {
        return form()->findChild<T *>(QString::fromLatin1(column));
    }
    void save() { QTest::keyClick(form(), Qt::Key_Return, Qt::ControlModifier); }
    /// As the store has it, as JSON's text.
    QString stored(int plumber, const char *column)
    {
        nlohmann::json row = store().row("plumbers", FakeTransport::plumberId(plumber));
        return QString::fromStdString(row[column].dump());
    }

private Q_SLOTS:
    void init()
    {
        m_money = std::make_unique<test::BillingFixture>();
        m_offers = std::make_unique<stats::OfferReader>(office().client);
        m_messages = std::make_unique<replica::MessageReplica>(office().client, nullptr, std::chrono::milliseconds(20));
        // The fixture's plumbers share a phone number.
        change(2, {{"phone_number", "+15125550102"}});
        change(3, {{"phone_number", "+15125550103"}});
    }
    void cleanup()
    {
        m_view.reset();
        m_messages.reset();
        m_offers.reset();
        m_money.reset();
    }

    void answersAtAGlance()
    {
        change(1, {{"company", "Lee Plumbing"},
                   {"zip_codes", {"78610", "78640"}},
                   {"weekly_lead_cap", 7},
                   {"language", "es"},
                   {"license_number", "M-1234"},
                   {"license_expires", "2028-01-31"},
                   {"insurance_expires", "2027-11-30"},
                   {"work_hours",
                    nlohmann::json::parse(R"({"mon": [["08:00", "17:00"]], "tue": [["08:00", "17:00"]]})")}});
        open();
        QTRY_COMPARE(text("plumberCompany"), words("Lee Plumbing"));
        QCOMPARE(child<ElidedLabel>("plumberName")->text(), words("Ann Lee"));
        QCOMPARE(child<ChipLabel>("plumberStatus")->text(), words("Active"));
        QCOMPARE(child<ChipLabel>("plumberVerified")->text(), words("Not verified"));
        QCOMPARE(child<FactRow>("copyPlumberPhone")->text(), words("(512) 555-0101"));
        QCOMPARE(text("plumberArea"), words("78702, 25 mi around; also 78610, 78640"));
        QCOMPARE(text("plumberHours"), words("Mon–Tue 08:00–17:00"));
        QCOMPARE(text("plumberCaps"), words("0 today, 0 of 7 this week, 0 this month"));
        QCOMPARE(text("plumberNotify"), words("E-mail, and text message when urgent; Spanish"));
        QCOMPARE(text("plumberLicense"), words("M-1234, valid until Jan 31, 2028"));
        QCOMPARE(text("plumberInsurance"), words("valid until Nov 30, 2027"));
        QVERIFY(warnings().isEmpty());
    }

    void followsWhatOthersChange()
    {
        open();
        change(1, {{"company", "Lee & Sons"}});
        QTRY_COMPARE(text("plumberCompany"), words("Lee & Sons"));
    }

    void warnsAboutPapersAndDuplicates()
    {
        change(1, {{"insurance_expires", "2026-11-03"}, {"license_expires", "2026-12-01"}, {"payment_ready", false}});
        change(2, {{"phone_number", "+15125550101"}});
        change(3, {{"paused_until", "2026-12-12"}});
        open();
        QTRY_COMPARE(warnings(), (QStringList{words("Insurance expired Nov 3: not suggested"),
                                              words("License expires Dec 1, in 13 days"), words("No card on file"),
                                              words("Same phone as Bob O'Hara")}));
        QTest::mouseClick(child<QPushButton>("openOther"), Qt::LeftButton);
        QTRY_COMPARE(child<ElidedLabel>("plumberName")->text(), words("Bob O'Hara"));
        select(3);
        QTRY_COMPARE(warnings(), QStringList{words("Paused until Dec 12: gets no leads")});
    }

    void listsLeadsAnswersAndMessages()
    {
        assignTo(1, 11);
        assignTo(1, 12, {{"accepted_at", office().now.addSeconds(-60).toString().toStdString()}});
        assignTo(1, 13,
                 {{"status", "completed"},
                  {"closed_reason", "done"},
                  {"completed_at", office().now.toString().toStdString()}});
        store().put("leads", FakeTransport::lead(14, "Dora", "Declined"));
        event(801, 12, 1, "assigned", 660);
        event(802, 14, 1, "assigned", 600);
        event(803, 14, 1, "declined", 300);
        event(804, 12, 1, "accepted", 60);
        store().put("notifications", test::messageRow(11, {{"status", "sent"}, {"delivery", "delivered"}}));
        store().put("notifications", test::messageRow(12, {{"template", "plumber_found"}})); // to the customer
        open();
        QTRY_COMPARE(text("plumberAccepted"), words("1 of 2 (50%)"));
        QCOMPARE(text("plumberAnswerTime"), words("Half within 10 min"));
        QCOMPARE(text("plumberReturned"), words("1 declined, 0 not answered, 0 taken back"));
        QCOMPARE(links("plumberCurrent"),
                 (QStringList{words("Maria Number11, Drain Cleaning"), words("Maria Number12, Drain Cleaning")}));
        QCOMPARE(links("plumberCompleted"), QStringList{words("Maria Number13, Drain Cleaning")});
        QCOMPARE(links("plumberReturnedLeads"), QStringList{words("Dora Declined")});
        QTRY_COMPARE(links("plumberMessages"), QStringList{words("New lead, by e-mail")});
    }

    void aLeadIsOneKeyAway()
    {
        assignTo(1, 11);
        open();
        QTRY_COMPARE(links("plumberCurrent").size(), 1);
        QSignalSpy wanted(m_view.get(), &PlumbersView::leadWanted);
        QTest::keyClick(child<LinkList>("plumberCurrent")->findChild<FactRow *>(), Qt::Key_Return);
        QTRY_COMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().first().toUuid().toString(QUuid::WithoutBraces).toStdString(),
                 FakeTransport::leadId(11));
    }

    void moreThanFiveLeadsAreShownInTheList()
    {
        for (int lead = 11; lead <= 16; ++lead)
            assignTo(1, lead);
        open();
        QTRY_COMPARE(links("plumberCurrent").size(), 5);
        QSignalSpy wanted(m_view.get(), &PlumbersView::leadsWanted);
        QTest::mouseClick(child<LinkList>("plumberCurrent")->findChild<QPushButton *>(words("allLinks")),
                          Qt::LeftButton);
        QCOMPARE(wanted.size(), 1);
        const auto filter = wanted.first().at(0).value<tables::LeadFilter>();
        QCOMPARE(filter.statuses, QSet<LeadStatus>{LeadStatus::Assigned});
        QCOMPARE(wanted.first().at(1).toString(), words("Ann Lee, current"));
    }

    void staffSeeNoMoney()
    {
        open(false);
        QVERIFY(!child<QLabel>("plumberSpent"));
        QVERIFY(child<QLabel>("plumberAccepted"));
    }

    void adminsSeeWhatWasSpentAndRefunded()
    {
        store().putPayment(1, "succeeded", 6000);
        nlohmann::json refunded = store().putPayment(2, "refunded", 4000);
        refunded["refunded_cents"] = 4000;
        store().put("payments", refunded);
        open();
        QTRY_COMPARE(text("plumberSpent"), words("$60.00, 1 payment"));
        QCOMPARE(text("plumberRefunds"), words("$40.00, 1 payment"));
    }

    void withoutAHistoryThereIsNone()
    {
        open();
        QVERIFY(!child<QWidget>("plumberHistoryList")->isVisible());
    }

    void theHistoryIsReadByTheContext()
    {
        office().context.plumberHistory = [this](const QUuid &, int) {
            QPromise<Result<QList<PlumberMoment>>> lines;
            lines.start();
            lines.addResult(QList<PlumberMoment>{{office().now, words("Ada verified Ann Lee")},
                                                 {office().now.addSeconds(-60), words("Ada added Ann Lee")}});
            lines.finish();
            return lines.future();
        };
        open();
        const auto sentences = [this] {
            QStringList texts;
            for (const QLabel *line : child<QWidget>("plumberHistoryList")->findChildren<QLabel *>())
                if (line->text().startsWith(words("Ada")))
                    texts += line->text();
            return texts;
        };
        QTRY_COMPARE(sentences(), (QStringList{words("Ada added Ann Lee"), words("Ada verified Ann Lee")}));
    }

    void verifiesByKeyAndTakesItBack()
    {
        open();
        press(Qt::Key_V);
        QTRY_VERIFY(stored(1, "verified_at") != words("null"));
        QTRY_COMPARE(m_money->told, words("Ann Lee is marked as verified"));
        QTRY_COMPARE(child<ChipLabel>("plumberVerified")->text(), words("Verified"));
        QTRY_COMPARE(child<QAction>("verifyPlumberAction")->text(), words("Take the verified mark off"));
        office().undo.undo();
        QTRY_COMPARE(stored(1, "verified_at"), words("null"));
        QTRY_COMPARE(child<ChipLabel>("plumberVerified")->text(), words("Not verified"));
    }

    void pausesUntilADay()
    {
        open();
        press(Qt::Key_P, Qt::ShiftModifier);
        QTRY_VERIFY(form()->isVisible());
        QCOMPARE(field<DateField>("paused_until")->date(), QDate(2026, 11, 25));
        field<DateField>("paused_until")->setDate(QDate(2026, 12, 12));
        save();
        QTRY_COMPARE(stored(1, "paused_until"), words("\"2026-12-12\""));
        QCOMPARE(stored(1, "status"), words("\"paused\""));
        QTRY_COMPARE(child<ChipLabel>("plumberStatus")->text(), words("Paused"));
        child<QAction>("pausePlumberAction")->trigger();
        QTRY_COMPARE(stored(1, "status"), words("\"active\""));
        QCOMPARE(stored(1, "paused_until"), words("null"));
        QTRY_VERIFY2(office().undo.text().contains(words("takes leads again")), qPrintable(office().undo.text()));
        office().undo.undo();
        QTRY_COMPARE(stored(1, "paused_until"), words("\"2026-12-12\""));
    }

    void aPauseThatIsOverIsNone()
    {
        change(3, {{"paused_until", "2026-11-18"}});
        open();
        select(3);
        QTRY_COMPARE(child<ChipLabel>("plumberStatus")->text(), words("Active"));
        QCOMPARE(child<QAction>("pausePlumberAction")->text(), words("Pause plumber"));
        m_view->editPlumber();
        QCOMPARE(field<QComboBox>("status")->currentText(), words("Takes leads"));
    }

    void allFieldsAreSaved()
    {
        open();
        press(Qt::Key_E);
        QTRY_VERIFY(form()->isVisible());
        QTest::keyClicks(field<QLineEdit>("company"), words("Lee Plumbing"));
        QTest::keyClicks(field<QLineEdit>("zip_codes"), words("78610 78640,78610"));
        field<QComboBox>("language")->setCurrentIndex(1);
        field<QSpinBox>("weekly_lead_cap")->setValue(7);
        field<QSpinBox>("monthly_lead_cap")->setValue(20);
        QTest::keyClick(field<QCheckBox>("hoursAlways"), Qt::Key_Space);
        auto *monday = field<QLineEdit>("hoursOfDay1");
        monday->selectAll();
        QTest::keyClicks(monday, words("8-12, 1-5"));
        field<QLineEdit>("hoursOfDay5")->clear();
        QTest::keyClicks(field<QLineEdit>("license_number"), words("M-1234"));
        field<DateField>("license_expires")->setDate(QDate(2027, 1, 31));
        field<DateField>("insurance_expires")->setDate(QDate(2027, 2, 28));
        QTest::keyClick(field<QCheckBox>("verified_at"), Qt::Key_Space);
        save();
        QTRY_VERIFY(!form()->isVisible());
        for (const auto &[column, json] :
             {std::pair("company", R"("Lee Plumbing")"), std::pair("zip_codes", R"(["78610","78640"])"),
              std::pair("language", R"("es")"), std::pair("weekly_lead_cap", "7"), std::pair("monthly_lead_cap", "20"),
              std::pair("license_number", R"("M-1234")"), std::pair("license_expires", R"("2027-01-31")"),
              std::pair("insurance_expires", R"("2027-02-28")")})
            QCOMPARE(stored(1, column), words(json));
        const QString hours = stored(1, "work_hours");
        QVERIFY2(hours.contains(words(R"("mon":[["08:00","12:00"],["13:00","17:00"]])")), qPrintable(hours));
        QVERIFY2(!hours.contains(words("fri")), qPrintable(hours));
        QVERIFY(stored(1, "verified_at") != words("null"));
        office().undo.undo();
        QTRY_COMPARE(stored(1, "work_hours"), words("null"));
        QCOMPARE(stored(1, "company"), words("null"));
    }

    void aWrongFieldOnAnotherPageIsShown()
    {
        open();
        press(Qt::Key_E);
        QTRY_VERIFY(form()->isVisible());
        auto *tabs = form()->findChild<PageTabs *>();
        QCOMPARE(tabs->currentPage(), 0);
        QTest::keyClick(field<QCheckBox>("hoursAlways"), Qt::Key_Space);
        field<QLineEdit>("hoursOfDay2")->setText(words("all day"));
        save();
        QCOMPARE(tabs->currentPage(), 2);
        QCOMPARE(field<QLabel>("work_hoursProblem")->text(),
                 words("Hours on Tuesday must be written like 8:00–17:00, or left empty for a day off."));
        QCOMPARE(store().countOf("PATCH", "/rest/v1/plumbers"), 0);
    }

    void keysTurnTheFormsPages()
    {
        open();
        press(Qt::Key_E);
        QTRY_VERIFY(form()->isVisible());
        QApplication::setActiveWindow(form()); // which offscreen windows don't do by themselves
        QVERIFY(form()->isActiveWindow());
        auto *tabs = form()->findChild<PageTabs *>();
        QTest::keyClick(form()->focusWidget(), Qt::Key_PageDown, Qt::ControlModifier);
        QCOMPARE(tabs->currentPage(), 1);
        QVERIFY(field<QSpinBox>("daily_lead_cap")->hasFocus());
        QTest::keyClick(form()->focusWidget(), Qt::Key_PageUp, Qt::ControlModifier);
        QCOMPARE(tabs->currentPage(), 0);
    }

    void aDuplicateIsSaidWhileTypingAndRefusesNothing()
    {
        open();
        press(Qt::Key_N);
        QTRY_VERIFY(form()->isVisible());
        auto *notice = form()->findChild<TwinNotice *>();
        QVERIFY(!notice->isVisible());
        for (const auto &[column, typed] :
             {std::pair("first_name", "Bobby"), std::pair("last_name", "Hara"), std::pair("email", "bobby@pipes.test"),
              std::pair("zip_code", "78704"), std::pair("phone_number", "512-555-0102")})
            QTest::keyClicks(field<QLineEdit>(column), words(typed));
        QVERIFY(notice->isVisible());
        QCOMPARE(notice->findChild<DeadlineBanner *>()->sentence(), words("Same phone as Bob O'Hara"));
        save();
        QTRY_VERIFY(!form()->isVisible());
        QCOMPARE(store().count("plumbers"), std::size_t(4));
    }

    void theDuplicateCanBeOpenedInstead()
    {
        open();
        press(Qt::Key_N);
        QTRY_VERIFY(form()->isVisible());
        QTest::keyClicks(field<QLineEdit>("email"), words("P2@pipes.test"));
        auto *openIt = form()->findChild<QPushButton *>(words("openTwin"));
        QTest::mouseClick(openIt, Qt::LeftButton);
        QVERIFY(form()->isVisible()); // what was typed isn't lost at the first click
        QTest::mouseClick(openIt, Qt::LeftButton);
        QTRY_VERIFY(!form()->isVisible());
        QCOMPARE(table().currentIndex().siblingAtColumn(0).data().toString(), words("Bob O'Hara"));
    }

    void theDuplicateIsAKeyAway()
    {
        change(2, {{"phone_number", "+15125550101"}});
        open();
        QTRY_VERIFY(child<QAction>("showPlumberTwinAction")->isEnabled());
        press(Qt::Key_D);
        QCOMPARE(table().currentIndex().siblingAtColumn(0).data().toString(), words("Bob O'Hara"));
        select(3);
        QVERIFY(!child<QAction>("showPlumberTwinAction")->isEnabled());
    }

    void chipsShowWhoIsToBeChecked()
    {
        change(1, {{"insurance_expires", "2026-12-01"}});
        open();
        child<FilterChip>("plumberConcernFilter")->setChosen({words("insurance")});
        QCOMPARE(table().model()->rowCount(), 1);
        child<FilterChip>("plumberConcernFilter")->setChosen({words("license")});
        QCOMPARE(state<QLabel>("stateHeadline")->text(), words("No plumber matches"));
        QTest::mouseClick(state<QPushButton>("stateAction"), Qt::LeftButton);
        QCOMPARE(table().model()->rowCount(), 3);
        child<FilterChip>("plumberStatusFilter")->setChosen({words("paused")});
        QCOMPARE(table().model()->rowCount(), 1);
        select(1); // which the filter hides
        QCOMPARE(table().model()->rowCount(), 3);
    }

    void narrowWindowsShowThePaneOverTheTable()
    {
        open();
        auto *pane = child<PlumberPane>("plumberPane");
        m_view->setOverlay(true);
        QVERIFY(!pane->isVisible());
        m_view->focusTable();
        press(Qt::Key_Space);
        QVERIFY(pane->isVisible());
        QCOMPARE(child<ElidedLabel>("plumberName")->text(), words("Ann Lee"));
        press(Qt::Key_Escape);
        QVERIFY(!pane->isVisible());
        press(Qt::Key_Return);
        QVERIFY(pane->isVisible() && pane->isAncestorOf(m_view->focusWidget()));
    }
};

QTEST_MAIN(TestPlumberPane)
#include "tst_plumberpane.moc"
