#include "tests/bench/officeday/stillness.h"
#include "tests/support/bigtable.h"
#include "tests/ui/leadsfixture.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QTest>

using namespace pl;
using pl::bench::Stillness;
using pl::bench::turnUntil;
using pl::test::BigTable;
using pl::test::FakeTransport;

namespace {

constexpr int kComing = 50'000;
/// What nobody notices is 50 ms. This is for slow machines that do something else at the same time.
constexpr double kPatienceMs = 50 * 20;
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr double kSlowdown = 6;
#else
constexpr double kSlowdown = 1;
#endif

/// A store with many leads, which come page by page.
class ManyLeads : public FakeTransport
{
public:
    QFuture<Result<supabase::HttpResponse>> send(supabase::HttpRequest request) override
    {
        const bool isBig = request.method == "GET" && request.target.startsWith("/rest/v1/leads?");
        return isBig ? leads.send(std::move(request)) : FakeTransport::send(std::move(request));
    }
    BigTable leads;
};

} // namespace

/// While many leads come in, are sorted, searched, scrolled and changed, the window answers: its event loop is never
/// away for long.
class TestTableWatchdog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void answersWhileLeadsComeIn();
    void answersToWhatPeopleDo_data();
    void answersToWhatPeopleDo();
    void answersWhileLeadsChange();

private:
    bool isComplete() const { return m_replica->isComplete() && m_replica->leadCount() == kComing; }
    void sortBy(int column) { m_view->table().horizontalHeader()->setSortIndicator(column, Qt::AscendingOrder); }
    void scroll(int part)
    {
        QScrollBar *bar = m_view->table().verticalScrollBar();
        bar->setValue(bar->maximum() / 10 * part);
    }
    void checkStillness(const char *while_);

    ManyLeads m_store;
    QTemporaryDir m_folder;
    supabase::KeyCredentials m_key{"anon"};
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ui::Theme> m_theme;
    std::unique_ptr<supabase::RestClient> m_client;
    std::unique_ptr<replica::OfficeReplica> m_replica;
    std::unique_ptr<replica::OfficeCommands> m_commands;
    replica::UndoHistory m_undo;
    std::unique_ptr<ui::OfficeContext> m_context;
    std::unique_ptr<QWidget> m_window;
    ui::LeadsView *m_view = nullptr;
    std::unique_ptr<Stillness> m_stillness;
};

void TestTableWatchdog::initTestCase()
{
    m_settings = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    m_theme = std::make_unique<ui::Theme>(*m_settings);
    m_store.fillOffice(0);
    for (int number = 1; number <= kComing; ++number)
        m_store.leads.put(number, 1'790'000'000'000'000 + number * 60'000'000LL);
}

void TestTableWatchdog::init()
{
    m_client = std::make_unique<supabase::RestClient>(m_store, m_key);
    m_replica = std::make_unique<replica::OfficeReplica>(*m_client, nullptr, std::chrono::hours(1));
    m_commands = std::make_unique<replica::OfficeCommands>(*m_client, *m_replica);
    m_context = std::make_unique<ui::OfficeContext>(
        ui::OfficeContext{*m_replica, *m_commands, m_undo, *m_settings, QStringLiteral("sam@office.test"), false,
                          QStringLiteral("office.example"), &Timestamp::now});
    m_window = std::make_unique<QWidget>();
    m_window->resize(1400, 800);
    auto *const actions = new ui::LeadActions(*m_context, m_window.get());
    m_view = new ui::LeadsView(*m_context, *actions, m_window.get());
    m_view->resize(m_window->size());
    m_view->setView(ui::LeadView::All);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_stillness = std::make_unique<Stillness>();
    m_stillness->begin();
    m_replica->start();
}

void TestTableWatchdog::cleanup()
{
    m_stillness.reset();
    m_window.reset();
    m_context.reset();
    m_commands.reset();
    m_replica.reset();
    m_client.reset();
}

void TestTableWatchdog::checkStillness(const char *while_)
{
    turnUntil([] { return true; });
    const double longest = m_stillness->longestMs();
    qInfo("%s: away for %.0f ms at most", while_, longest);
    QVERIFY2(longest < kPatienceMs * kSlowdown, qPrintable(QStringLiteral("%1 ms").arg(longest)));
}

/// A person works on while the rest is read.
void TestTableWatchdog::answersWhileLeadsComeIn()
{
    int turns = 0;
    const auto work = [this, &turns] {
        ++turns;
        if (turns % 20 == 0)
            sortBy(turns / 20 % tables::LeadTableModel::ColumnCount);
        if (turns % 7 == 0)
            m_view->setSearch(turns % 2 == 0 ? QStringLiteral("an") : QString());
        scroll(turns % 11);
        return isComplete();
    };
    QVERIFY(turnUntil(work, 120'000));
    QVERIFY(turns > 20);
    m_view->setSearch({});
    QTRY_COMPARE(m_view->table().model()->rowCount(), kComing);
    checkStillness("while leads came in");
}

void TestTableWatchdog::answersToWhatPeopleDo_data()
{
    QTest::addColumn<std::function<void(TestTableWatchdog *, int)>>("deed");
    using Deed = std::function<void(TestTableWatchdog *, int)>;
    QTest::newRow("sorting") << Deed(
        [](TestTableWatchdog *t, int i) { t->sortBy(i % tables::LeadTableModel::ColumnCount); });
    QTest::newRow("searching") << Deed(
        [](TestTableWatchdog *t, int i) { t->m_view->setSearch(QStringLiteral("drain 787 x").left(1 + i % 10)); });
    QTest::newRow("scrolling") << Deed([](TestTableWatchdog *t, int i) { t->scroll(i * 3 % 11); });
    QTest::newRow("sections") << Deed([](TestTableWatchdog *t, int i) {
        t->m_view->setGrouping(i % 2 == 0 ? tables::LeadGrouping::Day : tables::LeadGrouping::None);
    });
    QTest::newRow("selecting") << Deed(
        [](TestTableWatchdog *t, int i) { t->m_view->table().selectLead(BigTable::idOf(1 + i * 997)); });
}

void TestTableWatchdog::answersToWhatPeopleDo()
{
    using Deed = std::function<void(TestTableWatchdog *, int)>;
    QFETCH(Deed, deed);
    QVERIFY(turnUntil([this] { return isComplete(); }, 120'000));
    m_stillness->begin();
    for (int i = 0; i < 20; ++i) {
        deed(this, i);
        m_view->table().viewport()->update();
        turnUntil([] { return true; });
    }
    checkStillness(QTest::currentDataTag());
}

/// Changes of others, of many leads at once, while one is selected.
void TestTableWatchdog::answersWhileLeadsChange()
{
    QVERIFY(turnUntil([this] { return isComplete(); }, 120'000));
    m_view->table().selectLead(BigTable::idOf(kComing / 2));
    m_stillness->begin();
    for (int number = 1; number <= 2000; ++number)
        m_store.leads.put(number, 1'796'000'000'000'000 + number, 2);
    m_replica->syncNow();
    const auto hasChanged = [this] {
        const Lead *last = m_replica->lead(BigTable::idOf(2000));
        return last && last->version == 2;
    };
    QVERIFY(turnUntil(hasChanged, 60'000));
    QCOMPARE(m_view->table().currentLead(), BigTable::idOf(kComing / 2));
    checkStillness("while leads changed");
}

QTEST_MAIN(TestTableWatchdog)
#include "tst_tablewatchdog.moc"
