#include "models/tables/intaketablemodel.h"
#include "tests/support/intakerows.h"
#include "tests/ui/officefixture.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/sidebar.h"
#include "ui/sorting/bodylist.h"
#include "ui/style/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/rowtable.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace pl;
using namespace pl::ui;
using nlohmann::json;
using pl::test::hookRow;
using pl::test::intakeRow;
using Column = tables::IntakeTableModel::Column;

namespace {

/// Nothing in it is called as leads' fields are.
const char *const kUnknownBody =
    R"({"wer": "Rosa Example", "felder": [{"key": "rueckruf", "value": "(512) 555-0143"}], "was": "Grease trap"})";

} // namespace

/// What can't be a lead is sorted by keys in the whole window.
class TestSortingView : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<replica::IntakeReplica> m_intake;
    std::unique_ptr<replica::IntakeCommands> m_commands;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;

    template <class W>
    W *find(const char *name)
    {
        return m_window->findChild<W *>(QLatin1StringView(name));
    }
    RowTable *table() { return find<RowTable>("sortingTable"); }
    BodyList *values() { return find<BodyList>("bodyList"); }
    QString fact(const char *name) { return find<ElidedLabel>(name)->text(); }
    QString label(const char *name) { return find<PlainLabel>(name)->text(); }
    bool isEnabled(const char *action) { return find<QAction>(action)->isEnabled(); }
    QString spoken(int row, int column)
    {
        return table()->model()->index(row, column).data(Qt::AccessibleTextRole).toString();
    }
    QString notice()
    {
        const auto *notice = find<Notice>("notice");
        return notice->isVisible() ? notice->text() : QString();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_window->focusWidget(), key, modifiers);
    }
    void type(const QString &text) { QTest::keyClicks(m_window->focusWidget(), text); }
    void put(int number, const json &changes = json::object())
    {
        json row = intakeRow(number, {{"body", kUnknownBody}});
        row.update(changes);
        m_office->transport.put("intake_items", row);
    }
    void change(int number, json changes)
    {
        json row = stored(number);
        row.update(changes);
        row["version"] = row["version"].get<int>() + 1;
        row["updated_at"] = m_office->transport.nextTime();
        m_office->transport.put("intake_items", row);
    }
    QString field(int number, const char *column)
    {
        return QString::fromStdString(stored(number)[column].get<std::string>());
    }
    json stored(int number) { return m_office->transport.row("intake_items", intakeRow(number)["id"]); }
    json mapping() { return m_office->transport.row("lead_sources", hookRow(1)["id"])["mapping"]; }
    QByteArray lastPatch(const QByteArray &table)
    {
        const auto &requests = m_office->transport.requests();
        const auto it = std::find_if(requests.crbegin(), requests.crend(), [&](const supabase::HttpRequest &request) {
            return request.method == "PATCH" && request.target.startsWith("/rest/v1/" + table);
        });
        return it == requests.crend() ? QByteArray() : it->target + ' ' + it->body;
    }
    void open(bool isAdmin = true)
    {
        m_office->context.isAdmin = isAdmin;
        m_theme = std::make_unique<Theme>(m_office->settings);
        m_window = std::make_unique<MainWindow>(m_office->context, *m_theme);
        m_window->resize(1400, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        m_office->start();
        m_intake->start();
        QTRY_VERIFY(m_office->isLive() && m_intake->state() != replica::IntakeReplica::State::Loading);
        press(Qt::Key_T, Qt::ControlModifier);
        QTRY_VERIFY(find<QWidget>("sortingView")->isVisible());
        QTRY_VERIFY(table()->model()->rowCount() == 0 || (table()->isVisible() && table()->currentIndex().isValid()));
    }
    /// Goes to the values of the current item with Enter.
    void toValues()
    {
        QTRY_VERIFY(values()->isVisible());
        QCOMPARE(m_window->focusWidget(), table());
        press(Qt::Key_Return);
        QCOMPARE(m_window->focusWidget(), values());
    }
    /// Moves to the value by arrows, opens the choice with Enter, and chooses by arrows and Enter.
    void point(const QString &line, const QString &meaning)
    {
        press(Qt::Key_Home);
        while (values()->currentIndex().data().toString() != line) {
            const int row = values()->currentIndex().row();
            press(Qt::Key_Down);
            QVERIFY2(values()->currentIndex().row() > row, qPrintable(line));
        }
        press(Qt::Key_Return);
        choose("meaningPopup", meaning);
    }
    void choose(const char *popup, const QString &words)
    {
        QTRY_VERIFY(find<QWidget>(popup) && find<QWidget>(popup)->isVisible());
        auto *list = find<QWidget>(popup)->findChild<QListWidget *>(QStringLiteral("choiceList"));
        QCOMPARE(m_window->focusWidget(), list);
        press(Qt::Key_Home);
        while (list->currentItem()->text() != words) {
            const int row = list->currentRow();
            press(Qt::Key_Down);
            QVERIFY2(list->currentRow() > row, qPrintable(words));
        }
        press(Qt::Key_Return);
    }
    void pointAtAll()
    {
        point(QStringLiteral("wer: \"Rosa Example\""), QStringLiteral("Name"));
        point(QStringLiteral("rueckruf: \"(512) 555-0143\""), QStringLiteral("Phone"));
        point(QStringLiteral("was: \"Grease trap\""), QStringLiteral("Service"));
        choose("meaningPopup", QStringLiteral("Drain Cleaning"));
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>();
        m_office->transport.fillOffice(2);
        m_office->transport.put("lead_sources", hookRow(1, {{"name", "Handwerk"}}));
        m_intake = std::make_unique<replica::IntakeReplica>(m_office->client, nullptr, std::chrono::milliseconds(20));
        m_commands = std::make_unique<replica::IntakeCommands>(m_office->client, *m_intake);
        m_office->context.intake = m_commands.get();
    }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_commands.reset();
        m_intake.reset();
        m_office.reset();
    }

    void tellsWhatWaitsAndWhy()
    {
        put(1, {{"cause", "refused"}, {"reason", "zip_code: must be a ZIP code"}});
        put(2, {{"status", "retry"}});
        open();
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        QTRY_COMPARE(spoken(0, Column::SourceColumn), QStringLiteral("Handwerk"));
        QCOMPARE(spoken(0, Column::CauseColumn), QStringLiteral("Trying again"));
        QCOMPARE(spoken(1, Column::CauseColumn), QStringLiteral("Refused"));
        QCOMPARE(spoken(1, Column::ReasonColumn), QStringLiteral("zip_code: must be a ZIP code"));
        QCOMPARE(label("sortingCount"), QStringLiteral("2 items"));
        QCOMPARE(find<SideBar>("sideBar")->count(QStringLiteral("sorting")), 1);
    }

    /// The whole way: an unknown body, three values pointed at, saved, and two items are tried again.
    void pointingAtValuesMakesLeadsOfAllThatWait()
    {
        put(1);
        put(2);
        put(3, {{"cause", "no_lead"}});
        open();
        QTRY_COMPARE(table()->model()->rowCount(), 3);
        press(Qt::Key_Down);
        toValues();
        QVERIFY(label("previewProblem").startsWith(QStringLiteral("Not a lead yet.")));
        QVERIFY(!isEnabled("saveMappingAction"));
        pointAtAll();
        QVERIFY(!find<PlainLabel>("previewProblem")->isVisible());
        QCOMPARE(fact("previewName"), QStringLiteral("Rosa Example"));
        QCOMPARE(fact("previewPhone"), QStringLiteral("(512) 555-0143"));
        QCOMPARE(fact("previewPhoneAside"), QStringLiteral("from rueckruf"));
        QCOMPARE(fact("previewService"), QStringLiteral("Drain Cleaning"));
        QCOMPARE(fact("previewServiceAside"), QStringLiteral("for \u201CGrease trap\u201D"));
        QCOMPARE(find<QAction>("saveMappingAction")->text(), QStringLiteral("&Save mapping, take 2 leads"));
        press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(field(2, "status"), QStringLiteral("retry"));
        QCOMPARE(field(1, "status"), QStringLiteral("retry"));
        QCOMPARE(field(3, "status"), QStringLiteral("waiting"));
        const json fields = mapping()["fields"];
        QVERIFY(fields["phone_number"].dump().find("felder[key=rueckruf].value") != std::string::npos);
        QCOMPARE(QString::fromStdString(mapping()["services"]["Grease trap"]), QStringLiteral("Drain Cleaning"));
        QVERIFY(lastPatch("lead_sources").contains("version=eq.1"));
        QTRY_COMPARE(notice(), QStringLiteral("Mapping of Handwerk saved. Trying 2 items again."));
        change(1, {{"status", "taken"}, {"lead_id", test::FakeTransport::leadId(1)}});
        change(2, {{"status", "taken"}, {"lead_id", test::FakeTransport::leadId(2)}});
        QTRY_COMPARE(notice(), QStringLiteral("2 leads taken"));
        QTRY_COMPARE(table()->model()->rowCount(), 1);
    }

    /// They may come after the item, and change while it is looked at.
    void thePreviewKnowsTheOfficesServices()
    {
        put(1);
        open();
        toValues();
        pointAtAll();
        QVERIFY(!find<PlainLabel>("previewProblem")->isVisible());
        QList<Service> others = m_office->replica.services();
        others.removeIf([](const Service &service) { return service.name == u"Drain Cleaning"; });
        QVERIFY(!others.isEmpty());
        m_office->replica.apply(others, m_office->replica.settings());
        QVERIFY(find<PlainLabel>("previewProblem")->isVisible());
        QVERIFY(!isEnabled("saveMappingAction"));
    }

    void aSavedMappingCanBeTakenBack()
    {
        put(1);
        open();
        toValues();
        pointAtAll();
        press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!mapping().is_null());
        QTRY_VERIFY(notice().startsWith(QStringLiteral("Mapping of Handwerk saved.")));
        press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(mapping().is_null());
    }

    void somebodyElsesMappingIsNotOverwritten()
    {
        put(1);
        open();
        toValues();
        pointAtAll();
        m_office->transport.put("lead_sources", hookRow(1, {{"name", "Handwerk"}, {"version", 2}}));
        press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(notice().startsWith(QStringLiteral("The mapping was not saved.")));
        QVERIFY(mapping().is_null());
        QCOMPARE(field(1, "status"), QStringLiteral("waiting"));
        // The next save is one on what is there now.
        QTRY_VERIFY(values()->isVisible() && !isEnabled("saveMappingAction"));
        values()->setFocus();
        pointAtAll();
        press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!mapping().is_null());
    }

    void theChoiceBeginsAtWhatTheValueIs()
    {
        put(1);
        open();
        toValues();
        point(QStringLiteral("rueckruf: \"(512) 555-0143\""), QStringLiteral("Phone"));
        QCOMPARE(m_window->focusWidget(), values());
        press(Qt::Key_Return);
        QTRY_VERIFY(find<QWidget>("meaningPopup")->isVisible());
        auto *list = find<QWidget>("meaningPopup")->findChild<QListWidget *>(QStringLiteral("choiceList"));
        QCOMPARE(list->currentItem()->text(), QStringLiteral("Phone"));
        press(Qt::Key_Escape);
        QTRY_COMPARE(m_window->focusWidget(), values());
    }

    void aStrangeUrgencyIsAskedFor()
    {
        put(1, {{"body", R"({"tel": "5125550143", "service": "Drain Cleaning", "wann": "next moon"})"}});
        open();
        toValues();
        point(QStringLiteral("wann: \"next moon\""), QStringLiteral("Urgency"));
        choose("meaningPopup", QStringLiteral("This month"));
        QCOMPARE(fact("previewUrgency"), QStringLiteral("This month"));
        QCOMPARE(fact("previewUrgencyAside"), QStringLiteral("for \u201Cnext moon\u201D"));
    }

    void discardingAsksForAReasonAndCanBeTakenBack()
    {
        put(1);
        put(2);
        open();
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        press(Qt::Key_D);
        choose("discardPopup", QStringLiteral("spam"));
        QTRY_COMPARE(field(2, "status"), QStringLiteral("discarded"));
        QCOMPARE(field(2, "note"), QStringLiteral("spam"));
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        QTRY_VERIFY(notice().contains(QStringLiteral("discarded: spam")));
        press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(field(2, "status"), QStringLiteral("waiting"));
        QTRY_COMPARE(table()->model()->rowCount(), 2);
    }

    void aReasonCanBeTyped()
    {
        put(1);
        open();
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        press(Qt::Key_D);
        auto *own = find<QWidget>("discardPopup")->findChild<QLineEdit *>(QStringLiteral("choiceOwnWords"));
        QTRY_VERIFY(own->isVisible());
        own->setFocus();
        type(QStringLiteral("wrong town"));
        press(Qt::Key_Return);
        QTRY_COMPARE(field(1, "note"), QStringLiteral("wrong town"));
        QTRY_COMPARE(find<StatePage>("sortingState")->headline(), QStringLiteral("Nothing to sort"));
    }

    void retryIsForThisItemAlone()
    {
        put(1);
        put(2);
        open();
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        QTRY_VERIFY(values()->isVisible());
        press(Qt::Key_R);
        QTRY_COMPARE(field(2, "status"), QStringLiteral("retry"));
        QCOMPARE(field(1, "status"), QStringLiteral("waiting"));
        change(2, {{"status", "waiting"}});
        QTRY_COMPARE(notice(), QStringLiteral("1 item couldn't be taken"));
    }

    void anItemThatSomebodySettledIsNotTouched()
    {
        put(1);
        m_commands.reset();
        m_intake = std::make_unique<replica::IntakeReplica>(m_office->client, nullptr, std::chrono::hours(1));
        m_commands = std::make_unique<replica::IntakeCommands>(m_office->client, *m_intake);
        m_office->context.intake = m_commands.get();
        open();
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        change(1, {{"status", "taken"}});
        press(Qt::Key_R);
        QTRY_VERIFY(notice().startsWith(QStringLiteral("It was not tried again.")));
        QCOMPARE(field(1, "status"), QStringLiteral("taken"));
        QTRY_COMPARE(table()->model()->rowCount(), 0);
    }

    void takingOneOpensTheFormWithWhatIsKnown()
    {
        put(1);
        open();
        toValues();
        point(QStringLiteral("wer: \"Rosa Example\""), QStringLiteral("Name"));
        point(QStringLiteral("rueckruf: \"(512) 555-0143\""), QStringLiteral("Phone"));
        point(QStringLiteral("was: \"Grease trap\""), QStringLiteral("Service"));
        choose("meaningPopup", QStringLiteral("Drain Cleaning"));
        press(Qt::Key_T);
        QTRY_VERIFY(find<QWidget>("leadForm")->isVisible());
        QWidget *form = find<QWidget>("leadForm");
        QCOMPARE(form->findChild<QLineEdit *>(QStringLiteral("first_name"))->text(), QStringLiteral("Rosa"));
        QCOMPARE(form->findChild<QLineEdit *>(QStringLiteral("phone_number"))->text(),
                 QStringLiteral("(512) 555-0143"));
        form->findChild<QLineEdit *>(QStringLiteral("email"))->setText(QStringLiteral("rosa@example.com"));
        form->findChild<QPushButton *>(QStringLiteral("formSave"))->click();
        QTRY_COMPARE(field(1, "status"), QStringLiteral("discarded"));
        QCOMPARE(field(1, "note"), QStringLiteral("Typed in as a lead"));
        QVERIFY(mapping().is_null());
    }

    void staffSortsButSavesNoMapping()
    {
        put(1);
        open(false);
        QTRY_COMPARE(table()->model()->rowCount(), 1);
        toValues();
        QVERIFY(label("sortingHint").startsWith(QStringLiteral("Only an admin can save")));
        pointAtAll();
        QCOMPARE(fact("previewName"), QStringLiteral("Rosa Example"));
        QVERIFY(!isEnabled("saveMappingAction"));
        QVERIFY(isEnabled("takeItemAction") && isEnabled("discardItemAction") && isEnabled("retryItemAction"));
        QCOMPARE(m_office->transport.countOf("GET", "/rest/v1/lead_sources?select=" + LeadSource::columns()), 0);
    }

    void whatIsNoLongerKeptIsSaid()
    {
        put(1, {{"erased_at", m_office->transport.nextTime()}, {"body", nullptr}});
        open();
        QTRY_COMPARE(label("sortingSentence"), QStringLiteral("What was sent is no longer kept."));
        QVERIFY(!values()->isVisible());
        QVERIFY(!isEnabled("retryItemAction") && isEnabled("discardItemAction"));
    }

    void anUnreadableBodyIsShownAsText()
    {
        put(1, {{"cause", "broken"}, {"content_type", "application/xml"}, {"body", "<!DOCTYPE a><a><b>Rosa</b></a>"}});
        open();
        auto *raw = find<QPlainTextEdit>("bodyText");
        QTRY_VERIFY(raw->isVisible());
        QCOMPARE(raw->toPlainText(), QStringLiteral("<!DOCTYPE a><a><b>Rosa</b></a>"));
        QVERIFY(raw->isReadOnly());
        QVERIFY(label("sortingSentence").endsWith(QStringLiteral("This is how it came:")));
        QVERIFY(!values()->isVisible());
    }

    void aStoreThatIsAwayIsSaidAndTriedAgain()
    {
        put(1);
        m_office->transport.answerNext("GET", "/rest/v1/intake_items?select=body",
                                       [](const auto &) -> Result<supabase::HttpResponse> {
                                           return Error{ErrorCode::Unavailable, QStringLiteral("away")};
                                       });
        open();
        auto *again = find<QPushButton>("sortingReload");
        QTRY_VERIFY(again->isVisible());
        QVERIFY(label("sortingSentence").startsWith(QStringLiteral("What was sent could not be loaded.")));
        again->click();
        QTRY_VERIFY(values()->isVisible());
    }

    void aLongBodyIsShownInParts()
    {
        json body = json::object();
        for (int i = 0; i < 15'000; ++i)
            body["field" + std::to_string(i)] = std::string(30, 'x');
        put(1, {{"body", body.dump()}});
        open();
        QTRY_VERIFY(values()->isVisible());
        QAbstractItemModel *lines = values()->model();
        QCOMPARE(lines->rowCount(), BodyModel::kFirstRows + 1);
        toValues();
        press(Qt::Key_End);
        QCOMPARE(values()->currentIndex().data().toString(), QStringLiteral("Show more values\u2026"));
        press(Qt::Key_Return);
        QCOMPARE(lines->rowCount(), 2 * BodyModel::kFirstRows + 1);
        QCOMPARE(values()->currentIndex().row(), BodyModel::kFirstRows);
    }

    void othersWordsAreShownAsTheyAre()
    {
        const std::string trap = "<img src=/dev/zero><b>Rosa</b>";
        put(1,
            {{"body", json{{"name", trap}, {"phone", "(512) 555-0143"}, {"service", trap}}.dump()}, {"reason", trap}});
        open();
        QTRY_VERIFY(values()->isVisible());
        const QString shown = QString::fromStdString(trap);
        QCOMPARE(spoken(0, Column::ReasonColumn), shown);
        QCOMPARE(label("sortingSentence"), shown);
        QCOMPARE(values()->model()->index(0, 0).data().toString(), QStringLiteral("name: \"%1\"").arg(shown));
    }

    void filtersBySourceAndReason()
    {
        m_office->transport.put("lead_sources", hookRow(2, {{"name", "Other"}}));
        put(1);
        put(2, {{"source_id", hookRow(2)["id"]}, {"cause", "broken"}});
        open();
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        find<FilterChip>("sortingCauseFilter")->setChosen({QStringLiteral("broken")});
        QCOMPARE(table()->model()->rowCount(), 1);
        find<FilterChip>("sortingSourceFilter")->setChosen({QString::fromStdString(hookRow(1)["id"])});
        QCOMPARE(find<StatePage>("sortingState")->headline(), QStringLiteral("Nothing here matches"));
        find<StatePage>("sortingState")->actionTriggered();
        QCOMPARE(table()->model()->rowCount(), 2);
    }
};

QTEST_MAIN(TestSortingView)
#include "tst_sortingview.moc"
