#include "models/tables/sourcetablemodel.h"
#include "tests/support/officefixture.h"
#include "tests/support/sourcerows.h"
#include "tests/support/testwords.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace pl;
using namespace pl::tables;
using nlohmann::json;
using pl::test::sourceId;
using pl::test::words;

/// The table of sources and the count of what they sent. Noon of a day; leads of that day and of days before.
class TestSourceTableModel : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<replica::SourceBook> m_book;
    std::unique_ptr<SourceTally> m_tally;
    std::unique_ptr<SourceTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    QDateTime m_noon{QDate(2026, 11, 18), QTime(12, 0)};

    test::FakeTransport &store() { return m_office->transport; }
    Timestamp now() const { return Timestamp::fromMSecs(m_noon.toMSecsSinceEpoch()); }
    /// A lead of `source` that came `days` before noon.
    Lead leadOf(int source, int days)
    {
        Lead lead = m_office->lead(1);
        lead.id = QUuid::createUuid();
        lead.sourceId = sourceId(source);
        lead.createdAt = Timestamp::fromMSecs(m_noon.addDays(-days).toMSecsSinceEpoch());
        return lead;
    }
    Lead send(int source, int days, const std::function<void(Lead &)> &change = {})
    {
        Lead lead = leadOf(source, days);
        if (change)
            change(lead);
        m_office->replica.apply(lead);
        return lead;
    }
    void changeLead(Lead lead, const std::function<void(Lead &)> &change)
    {
        change(lead);
        ++lead.version;
        m_office->replica.apply(lead);
    }
    const LeadSource &source(int number) const { return *m_book->source(sourceId(number)); }
    QString cell(int number, int column) const
    {
        return m_model->index(m_model->rowOf(sourceId(number)), column).data().toString();
    }
    QStringList names() const
    {
        QStringList all;
        for (int row = 0; row < m_model->rowCount(); ++row)
            all += m_model->index(row, SourceTableModel::NameColumn).data().toString();
        return all;
    }
    void reload()
    {
        QSignalSpy changed(m_book.get(), &replica::SourceBook::changed);
        m_book->load();
        QTRY_VERIFY(!changed.isEmpty());
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>(1);
        store().put("lead_sources", test::sourceRow(1, "website", "form"));
        store().put("lead_sources", test::sourceRow(2, "Angi", "hook"));
        json revoked = test::sourceRow(3, "old landing page", "form");
        revoked["active"] = false;
        store().put("lead_sources", revoked);
        QVERIFY(m_office->load());
        m_book = std::make_unique<replica::SourceBook>(m_office->client);
        m_tally = std::make_unique<SourceTally>(m_office->replica, [this] { return now(); });
        m_model = std::make_unique<SourceTableModel>(*m_book, *m_tally);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        reload();
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_tally.reset();
        m_book.reset();
        m_office.reset();
        m_noon = QDateTime(QDate(2026, 11, 18), QTime(12, 0));
    }

    void countsEachLeadOnce()
    {
        send(1, 0);
        const Lead yesterday = send(1, 1);
        send(1, 6);
        send(1, 7);
        send(1, 30);
        send(2, 0);
        SourceFigures figures = m_tally->figures(sourceId(1));
        QCOMPARE(figures.received, 5);
        QCOMPARE(figures.today(), 1);
        QCOMPARE(figures.week(), 3);
        QCOMPARE(figures.byDay[SourceFigures::kDays - 8], 1);
        QCOMPARE(figures.last, std::optional(now()));
        // The same lead again, changed in what doesn't count here.
        QSignalSpy changed(m_tally.get(), &SourceTally::changed);
        changeLead(yesterday, [](Lead &lead) { lead.description = words("two sinks"); });
        QCOMPARE(m_tally->figures(sourceId(1)), figures);
        QCOMPARE(changed.count(), 0);
        QCOMPARE(cell(1, SourceTableModel::TodayColumn), words("1"));
        QCOMPARE(cell(1, SourceTableModel::WeekColumn), words("3"));
    }

    void testsAndDuplicatesAreToldApart()
    {
        const Lead lead = send(1, 0);
        send(1, 0, [](Lead &test) { test.isTest = true; });
        QCOMPARE(m_tally->figures(sourceId(1)).received, 1);
        QCOMPARE(m_tally->figures(sourceId(1)).tests, 1);
        QCOMPARE(cell(1, SourceTableModel::DuplicatesColumn), words("0.0%"));
        changeLead(lead, [](Lead &same) { same.duplicateOf = QUuid::createUuid(); });
        QCOMPARE(m_tally->figures(sourceId(1)).duplicates, 1);
        QCOMPARE(cell(1, SourceTableModel::DuplicatesColumn), words("100.0%"));
        QCOMPARE(cell(3, SourceTableModel::DuplicatesColumn), QString::fromUtf8("–"));
    }

    void aWithdrawnLeadCountsNoMore()
    {
        const Lead lead = send(1, 0);
        QCOMPARE(m_tally->figures(sourceId(1)).received, 1);
        const QSignalSpy changed(m_tally.get(), &SourceTally::changed);
        changeLead(lead, [](Lead &gone) { gone.withdrawnAt = gone.updatedAt; });
        QCOMPARE(m_tally->figures(sourceId(1)).received, 0);
        QCOMPARE(m_tally->figures(sourceId(1)).today(), 0);
        QCOMPARE(changed.count(), 1);
    }

    void costsAreTheSourcesOwnOrThePrice()
    {
        send(2, 0, [](Lead &lead) { lead.sourceCostCents = 2300; });
        send(2, 0);
        const SourceFigures figures = m_tally->figures(sourceId(2));
        QCOMPARE(figures.costCents(1000), 3300);
        QCOMPARE(figures.costOfOne(1000), 1650);
        QCOMPARE(m_tally->figures(sourceId(3)).costOfOne(1000), 1000);
    }

    void aNewDayBeginsAnotherToday()
    {
        send(1, 0);
        m_noon = m_noon.addDays(1);
        m_tally->noteTime();
        QCOMPARE(m_tally->figures(sourceId(1)).today(), 0);
        QCOMPARE(m_tally->figures(sourceId(1)).week(), 1);
        QCOMPARE(m_tally->firstDay(), QDate(2026, 11, 19).addDays(1 - SourceFigures::kDays));
    }

    void statesSayWhatIsWrongFirst()
    {
        QCOMPARE(m_model->stateOf(source(1)), SourceState::NeverSent);
        QCOMPARE(m_model->stateOf(source(3)), SourceState::Revoked);
        send(1, 0);
        QCOMPARE(m_model->stateOf(source(1)), SourceState::Active);
        store().put("settings", test::sourceSetting("source_used.", 2, {{"at", now().toString().toStdString()}}));
        reload();
        QCOMPARE(m_model->stateOf(source(2)), SourceState::Active); // used, though no lead came of it
        store().put("intake_items", test::intakeRow("50000000-0000-4000-8000-000000000001", 2, "waiting"));
        reload();
        QCOMPARE(m_model->stateOf(source(2)), SourceState::ToSort);
        QCOMPARE(cell(2, SourceTableModel::ToSortColumn), words("1"));
        const SourceSilence silence{words("Angi"), now(), 14, 1, 5};
        store().put("settings", test::sourceSetting("source_silence.", 2, silence.toJson()));
        reload();
        QCOMPARE(m_model->stateOf(source(2)), SourceState::Silent);
    }

    void sortsAndFilters()
    {
        QCOMPARE(names(), (QStringList{words("Angi"), words("old landing page"), words("website")}));
        send(1, 0);
        m_model->sort(SourceTableModel::TodayColumn, Qt::DescendingOrder);
        QCOMPARE(names().first(), words("website"));
        for (int column = 0; column < SourceTableModel::ColumnCount; ++column) {
            m_model->sort(column, Qt::AscendingOrder);
            QCOMPARE(m_model->rowCount(), 3);
            QVERIFY(!m_model->headerData(column, Qt::Horizontal).toString().isEmpty());
        }
        m_model->setStates({SourceState::Revoked});
        QCOMPARE(names(), QStringList{words("old landing page")});
        m_model->setStates({});
        QCOMPARE(m_model->rowCount(), 3);
    }
};

QTEST_GUILESS_MAIN(TestSourceTableModel)
#include "tst_sourcetablemodel.moc"
