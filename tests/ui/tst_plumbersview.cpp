#include "models/base/onresult.h"
#include "tests/support/testwords.h"
#include "tests/ui/billingfixture.h"
#include "ui/plumbers/plumberform.h"
#include "ui/plumbers/plumbersview.h"
#include "ui/plumbers/servicechecklist.h"
#include "ui/widgets/notice.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QToolButton>

using namespace pl;
using namespace pl::ui;
using pl::test::words;
using tables::PlumberTableModel;
using test::FakeTransport;

/// The plumbers view on an office of three plumbers: Ann Lee, Bob O'Hara and, paused, Zoë Ångström.
class TestPlumbersView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsThePlumbers();
    void filterNarrowsAndEscapeClearsIt();
    void noHitsOffersToClearTheFilter();
    void emptyOfficeOffersToAdd();
    void pauseAndActivateByKey();
    void pauseIsTakenBackByTheNotice();
    void editIsTakenBackAfterAPause();
    void undoLosesToSomebodyElse();
    void enterInTheFilterGoesToTheRows();
    void noConnectionIsNotAnEmptyOffice();
    void rowsThatComeLaterHaveTheFocus();
    void pauseOfflineSaysWhyNot();
    void secondPressWaitsForTheFirst();
    void lettersTypedInTheFilterDoNothingElse();
    void addsAPlumber();
    void addRefusedForATakenAddress();
    void enterShowsTheDetailsAndEscLeaves();
    void editByKey();
    void editLostToSomebodyElse();
    void anOfficeWithoutServicesIsToldWhatToDo();
    void changedServicesAreSaved();
    void columnsAreRemembered();
    void adminsCopyTheCardLink();

private:
    void open(bool filled = true);
    QString name(int row) const
    {
        return m_table->model()->index(row, PlumberTableModel::NameColumn).data().toString();
    }
    void select(const char *name);
    void press(int key) { QTest::keyClick(m_table, static_cast<Qt::Key>(key)); }
    std::string status(int plumber) const
    {
        return m_office->transport.row("plumbers", FakeTransport::plumberId(plumber))["status"];
    }
    QLineEdit *line(const char *column) const { return m_form->findChild<QLineEdit *>(QString::fromLatin1(column)); }
    void save() { QTest::keyClick(m_form, Qt::Key_Return, Qt::ControlModifier); }
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

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<PlumbersView> m_view;
    QTableView *m_table = nullptr;
    PlumberForm *m_form = nullptr;
    Notice *m_notice = nullptr;
    std::function<void()> m_noticeAction;
};

void TestPlumbersView::init()
{
    m_office = std::make_unique<test::OfficeFixture>();
}

void TestPlumbersView::cleanup()
{
    m_view.reset();
    m_office.reset();
}

void TestPlumbersView::open(bool filled)
{
    if (filled)
        m_office->transport.fillOffice(1);
    m_view = std::make_unique<PlumbersView>(m_office->context);
    m_view->resize(1400, 900);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    m_table = child<QTableView>("plumbersTable");
    m_form = m_view->findChild<PlumberForm *>();
    m_notice = new Notice(m_view.get());
    connect(m_view.get(), &PlumbersView::noticeWanted, m_notice,
            [this](const QString &sentence, Notice::Kind kind, const QString &actionText, const auto &action) {
                m_notice->present(sentence, kind, actionText);
                m_noticeAction = action;
            });
    connect(m_notice, &Notice::actionTriggered, m_notice, [this] { m_noticeAction(); });
    connect(m_view.get(), &PlumbersView::undoRequested, m_view.get(), [this] { m_office->undo.undo(); });
    m_office->start();
    QTRY_VERIFY(m_office->isLive());
    m_view->focusTable();
}

void TestPlumbersView::select(const char *wanted)
{
    for (int row = 0; row < m_table->model()->rowCount(); ++row)
        if (name(row) == words(wanted))
            m_table->selectRow(row);
    QCOMPARE(name(m_table->currentIndex().row()), words(wanted));
}

void TestPlumbersView::showsThePlumbers()
{
    open();
    QTRY_COMPARE(m_table->model()->rowCount(), 3);
    QCOMPARE(name(0), words("Ann Lee"));
    QCOMPARE(name(2), words("Zoë Ångström"));
    QCOMPARE(child<QLabel>("plumbersCount")->text(), words("3 plumbers"));
    QVERIFY(m_table->isVisible());
}

void TestPlumbersView::filterNarrowsAndEscapeClearsIt()
{
    open();
    auto *filter = child<QLineEdit>("plumbersFilter");
    QTest::keyClicks(filter, words("drain"));
    QTRY_COMPARE(m_table->model()->rowCount(), 2);
    QTest::keyClick(filter, Qt::Key_Down);
    QTRY_VERIFY(m_table->hasFocus());
    QCOMPARE(m_table->currentIndex().row(), 0);
    QTest::keyClick(filter, Qt::Key_Escape);
    QCOMPARE(m_table->model()->rowCount(), 3);
}

void TestPlumbersView::noHitsOffersToClearTheFilter()
{
    open();
    QTest::keyClicks(child<QLineEdit>("plumbersFilter"), words("nobody"));
    QVERIFY(!m_table->isVisible());
    QCOMPARE(state<QLabel>("stateHeadline")->text(), words("No plumber matches"));
    QTest::mouseClick(state<QPushButton>("stateAction"), Qt::LeftButton);
    QVERIFY(m_table->isVisible());
    QCOMPARE(m_table->model()->rowCount(), 3);
}

void TestPlumbersView::emptyOfficeOffersToAdd()
{
    open(false);
    QTRY_COMPARE(state<QLabel>("stateHeadline")->text(), words("No plumbers yet"));
    QTest::mouseClick(state<QPushButton>("stateAction"), Qt::LeftButton);
    QVERIFY(m_form->isVisible());
}

void TestPlumbersView::pauseAndActivateByKey()
{
    open();
    select("Ann Lee");
    QCOMPARE(child<QAction>("pausePlumberAction")->text(), words("Pause plumber"));
    press(Qt::Key_P);
    QTRY_COMPARE(status(1), "paused");
    QTRY_COMPARE(m_notice->text(), words("Ann Lee is paused and gets no leads"));
    QTRY_COMPARE(child<QAction>("pausePlumberAction")->text(), words("Activate plumber"));
    QCOMPARE(name(m_table->currentIndex().row()), words("Ann Lee"));
    press(Qt::Key_P);
    QTRY_COMPARE(status(1), "active");
    QTRY_COMPARE(m_notice->text(), words("Ann Lee takes leads again"));
}

void TestPlumbersView::pauseIsTakenBackByTheNotice()
{
    open();
    select("Bob O'Hara");
    press(Qt::Key_P);
    QTRY_COMPARE(status(2), "paused");
    QTRY_VERIFY(m_notice->isVisible());
    auto *undo = m_notice->findChild<QToolButton *>(words("noticeAction"));
    QCOMPARE(undo->text(), words("Undo"));
    QTest::mouseClick(undo, Qt::LeftButton);
    QTRY_COMPARE(status(2), "active");
    QVERIFY(!m_notice->isVisible());
    QVERIFY(!m_office->undo.canUndo());
}

void TestPlumbersView::editIsTakenBackAfterAPause()
{
    open();
    select("Ann Lee");
    press(Qt::Key_E);
    line("last_name")->setText(words("Leigh"));
    save();
    QTRY_COMPARE(name(0), words("Ann Leigh"));
    child<QAction>("pausePlumberAction")->trigger();
    QTRY_COMPARE(status(1), "paused");
    QTRY_COMPARE(m_office->undo.text(), words("Ann Leigh is paused and gets no leads"));
    m_office->undo.undo();
    QTRY_COMPARE(status(1), "active");
    QTRY_COMPARE(m_office->replica.plumbers()
                     .value(m_table->currentIndex().data(PlumberTableModel::PlumberIdRole).toUuid())
                     .status,
                 PlumberStatus::Active);
    m_office->undo.undo();
    QTRY_COMPARE(name(0), words("Ann Lee"));
    QCOMPARE(status(1), "active");
}

void TestPlumbersView::undoLosesToSomebodyElse()
{
    open();
    select("Ann Lee");
    press(Qt::Key_P);
    QTRY_VERIFY(m_office->undo.canUndo());
    nlohmann::json theirs = m_office->transport.row("plumbers", FakeTransport::plumberId(1));
    theirs["zip_code"] = "99999";
    theirs["version"] = 9;
    theirs["updated_at"] = m_office->transport.nextTime();
    m_office->transport.put("plumbers", theirs);
    std::optional<Result<>> outcome;
    onResult(this, m_office->undo.undo(), [&](const Result<> &result) { outcome = result; });
    QTRY_VERIFY(outcome);
    QVERIFY(!outcome->ok());
    QCOMPARE(outcome->error().code, ErrorCode::Outdated);
    QCOMPARE(status(1), "paused");
    QVERIFY(!m_office->undo.canUndo());
}

void TestPlumbersView::enterInTheFilterGoesToTheRows()
{
    open();
    auto *filter = child<QLineEdit>("plumbersFilter");
    filter->setFocus();
    QTest::keyClicks(filter, words("bob"));
    QTest::keyClick(filter, Qt::Key_Return);
    QVERIFY(m_table->hasFocus());
    QVERIFY(!m_form->isVisible());
}

void TestPlumbersView::noConnectionIsNotAnEmptyOffice()
{
    m_office->transport.setOffline(true);
    m_office->transport.fillOffice(1);
    m_view = std::make_unique<PlumbersView>(m_office->context);
    m_view->show();
    m_office->start();
    QTRY_COMPARE(state<QLabel>("stateHeadline")->text(), words("The plumbers could not be loaded"));
    m_office->transport.setOffline(false);
    QTest::mouseClick(state<QPushButton>("stateAction"), Qt::LeftButton);
    QTRY_VERIFY(child<QTableView>("plumbersTable")->isVisible());
}

void TestPlumbersView::rowsThatComeLaterHaveTheFocus()
{
    m_office->transport.fillOffice(1);
    m_view = std::make_unique<PlumbersView>(m_office->context);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    m_view->focusTable();
    m_office->start();
    QTRY_VERIFY(child<QTableView>("plumbersTable")->hasFocus());
    QCOMPARE(child<QTableView>("plumbersTable")->currentIndex().row(), 0);
}

void TestPlumbersView::pauseOfflineSaysWhyNot()
{
    open();
    select("Ann Lee");
    m_office->transport.setOffline(true);
    press(Qt::Key_P);
    QTRY_VERIFY(m_notice->text().startsWith(words("Ann Lee was not paused. The server can't be reached.")));
    QCOMPARE(status(1), "active");
    m_office->transport.setOffline(false);
    press(Qt::Key_P);
    QTRY_COMPARE(status(1), "paused");
}

void TestPlumbersView::secondPressWaitsForTheFirst()
{
    open();
    select("Ann Lee");
    m_office->transport.setHanging(true);
    press(Qt::Key_P);
    press(Qt::Key_P);
    QCOMPARE(m_office->transport.countOf("PATCH", "/rest/v1/plumbers"), 1);
    m_office->transport.release();
    QTRY_COMPARE(status(1), "paused");
}

void TestPlumbersView::lettersTypedInTheFilterDoNothingElse()
{
    open();
    select("Ann Lee");
    auto *filter = child<QLineEdit>("plumbersFilter");
    filter->setFocus();
    QTest::keyClicks(filter, words("pen"));
    QCOMPARE(filter->text(), words("pen"));
    QVERIFY(!m_form->isVisible());
    QCOMPARE(m_office->transport.countOf("PATCH", "/rest/v1/plumbers"), 0);
}

void TestPlumbersView::addsAPlumber()
{
    open();
    press(Qt::Key_N);
    QTRY_VERIFY(m_form->isVisible());
    QTest::keyClicks(line("first_name"), words("Dee"));
    QTest::keyClicks(line("last_name"), words("Comma"));
    QTest::keyClicks(line("phone_number"), words("(512) 555-0199"));
    QTest::keyClicks(line("email"), words("dee@pipes.test"));
    save();
    QCOMPARE(m_form->findChild<QLabel *>(words("zip_codeProblem"))->text(), words("ZIP code is required."));
    QTest::keyClicks(line("zip_code"), words("78704"));
    m_form->findChild<QSpinBox *>(words("daily_lead_cap"))->setValue(3);
    save();
    QTRY_VERIFY(!m_form->isVisible());
    QTRY_COMPARE(m_table->model()->rowCount(), 4);
    QCOMPARE(name(m_table->currentIndex().row()), words("Dee Comma"));
    QCOMPARE(m_notice->text(), words("Dee Comma was added"));
    const auto added = std::find_if(m_office->replica.plumbers().begin(), m_office->replica.plumbers().end(),
                                    [](const Plumber &plumber) { return plumber.firstName == words("Dee"); });
    QVERIFY(added != m_office->replica.plumbers().end());
    QCOMPARE(added->phoneNumber, words("+15125550199"));
    QCOMPARE(added->dailyLeadCap, std::optional(3));
}

void TestPlumbersView::addRefusedForATakenAddress()
{
    open();
    m_view->addPlumber();
    for (const auto &[column, text] :
         {std::pair("first_name", "Ann"), std::pair("last_name", "Lee"), std::pair("phone_number", "5125550199"),
          std::pair("email", "p1@pipes.test"), std::pair("zip_code", "78704")})
        line(column)->setText(words(text));
    m_office->transport.answerNext("POST", "/rest/v1/plumbers", [](const supabase::HttpRequest &) {
        return supabase::HttpResponse{409, {}, R"({"code":"23505","message":"duplicate key value"})"};
    });
    save();
    auto *problem = m_form->findChild<QLabel *>(words("emailProblem"));
    QTRY_VERIFY(problem->isVisible());
    QVERIFY(problem->text().contains(words("belongs to another plumber")));
    QCOMPARE(line("first_name")->text(), words("Ann"));
}

void TestPlumbersView::enterShowsTheDetailsAndEscLeaves()
{
    open();
    select("Ann Lee");
    press(Qt::Key_Return);
    auto *pane = child<QWidget>("plumberPane");
    QTRY_VERIFY(pane->isAncestorOf(m_view->focusWidget()));
    QVERIFY(!m_form->isVisible());
    QTest::keyClick(m_view->focusWidget(), Qt::Key_Escape);
    QVERIFY(m_table->hasFocus());
}

void TestPlumbersView::editByKey()
{
    open();
    select("Ann Lee");
    press(Qt::Key_E);
    QTRY_VERIFY(m_form->isVisible());
    QCOMPARE(line("last_name")->text(), words("Lee"));
    line("last_name")->setText(words("Leigh"));
    save();
    QTRY_VERIFY(!m_form->isVisible());
    QTRY_COMPARE(name(0), words("Ann Leigh"));
    QCOMPARE(m_office->transport.row("plumbers", FakeTransport::plumberId(1))["last_name"].get<std::string>(), "Leigh");
}

void TestPlumbersView::editLostToSomebodyElse()
{
    open();
    select("Ann Lee");
    press(Qt::Key_E);
    QTRY_VERIFY(m_form->isVisible());
    line("last_name")->setText(words("Leigh"));
    nlohmann::json theirs = m_office->transport.row("plumbers", FakeTransport::plumberId(1));
    theirs["zip_code"] = "99999";
    theirs["version"] = 2;
    theirs["updated_at"] = m_office->transport.nextTime();
    m_office->transport.put("plumbers", theirs);
    // Their change comes into the open form; what was typed stays.
    QTRY_COMPARE(line("zip_code")->text(), words("99999"));
    QCOMPARE(line("last_name")->text(), words("Leigh"));
    save();
    QTRY_VERIFY(!m_form->isVisible());
    const nlohmann::json row = m_office->transport.row("plumbers", FakeTransport::plumberId(1));
    QCOMPARE(row["last_name"].get<std::string>(), "Leigh");
    QCOMPARE(row["zip_code"].get<std::string>(), "99999");
    QCOMPARE(row["version"].get<int>(), 3);
}

void TestPlumbersView::anOfficeWithoutServicesIsToldWhatToDo()
{
    ServiceChecklist list(nullptr);
    Service drains;
    drains.name = words("Drain Cleaning");
    list.setServices({}, {});
    QCOMPARE(list.findChild<QLabel *>()->text(),
             words("The office has no services yet. An admin can add them under Prices."));
    list.setServices({drains}, {});
    QCOMPARE(list.findChild<QLabel *>()->text(), words("None chosen. A plumber without services is never suggested."));
}

void TestPlumbersView::changedServicesAreSaved()
{
    open();
    select("Bob O'Hara");
    press(Qt::Key_E);
    auto *list = m_form->findChild<QListWidget *>(words("serviceList"));
    QTRY_COMPARE(list->count(), 4);
    auto *filter = m_form->findChild<QLineEdit *>(words("serviceFilter"));
    QTest::keyClicks(filter, words("burst"));
    QTest::keyClick(filter, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Space);
    save();
    QTRY_VERIFY(!m_form->isVisible());
    const nlohmann::json row = m_office->transport.row("plumbers", FakeTransport::plumberId(2));
    const std::vector<std::string> both{"Burst Pipe Repair", "Leak Detection & Repair"};
    QCOMPARE(row["services"].get<std::vector<std::string>>(), both);
}

void TestPlumbersView::columnsAreRemembered()
{
    open();
    QHeaderView *header = m_table->horizontalHeader();
    header->resizeSection(PlumberTableModel::EmailColumn, 221);
    m_table->sortByColumn(PlumberTableModel::NameColumn, Qt::DescendingOrder);
    m_view.reset();
    m_view = std::make_unique<PlumbersView>(m_office->context);
    m_table = child<QTableView>("plumbersTable");
    QCOMPARE(m_table->horizontalHeader()->sectionSize(PlumberTableModel::EmailColumn), 221);
    QCOMPARE(name(0), words("Zoë Ångström"));
}

/// Of a plumber who was never charged, too.
void TestPlumbersView::adminsCopyTheCardLink()
{
    open();
    QVERIFY(!child<QAction>("copyPlumberLinkAction"));
    test::BillingFixture money;
    money.office.transport.put("hosted_pages", {{"id", FakeTransport::paymentId(50)},
                                                {"plumber_id", FakeTransport::plumberId(1)},
                                                {"payment_id", nullptr},
                                                {"url", "https://checkout.stripe.com/c/1"},
                                                {"expires_at", nullptr}});
    PlumbersView view(money.office.context);
    connect(&view, &PlumbersView::noticeWanted, &view, money.notices());
    view.show();
    view.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&view));
    QVERIFY(money.load());
    view.showPlumber(QUuid::fromString(QString::fromStdString(FakeTransport::plumberId(1))));
    view.focusTable();
    QTest::keyClick(view.findChild<QTableView *>(QStringLiteral("plumbersTable")), Qt::Key_C);
    QTRY_COMPARE(money.told, QStringLiteral("Card link for Ann Lee copied to the clipboard"));
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("https://checkout.stripe.com/c/1"));
    view.showPlumber(QUuid::fromString(QString::fromStdString(FakeTransport::plumberId(2))));
    QTest::keyClick(view.findChild<QTableView *>(QStringLiteral("plumbersTable")), Qt::Key_C);
    QTRY_COMPARE(money.toldKind, Notice::Kind::Problem);
    QVERIFY2(money.told.contains(QStringLiteral(" has no card page open. ")), qPrintable(money.told));
}

QTEST_MAIN(TestPlumbersView)
#include "tst_plumbersview.moc"
