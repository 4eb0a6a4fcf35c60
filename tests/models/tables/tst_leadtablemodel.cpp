#include "models/tables/leadtablemodel.h"
#include "tests/support/officefixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace pl;
using namespace pl::tables;
using pl::test::FakeTransport;
using pl::test::OfficeFixture;

class TestLeadTableModel : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<OfficeFixture> m_office;
    std::unique_ptr<LeadTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    QStringList names() const
    {
        QStringList list;
        for (int row = 0; row < m_model->rowCount(); ++row)
            list += m_model->index(row, LeadTableModel::CustomerColumn).data().toString().section(QLatin1Char('r'), -1);
        return list;
    }
    QString idsInOrder() const
    {
        QStringList list;
        for (int row = 0; row < m_model->rowCount(); ++row)
            list += m_model->index(row, 0).data(LeadTableModel::LeadIdRole).toUuid().toString();
        return list.join(QLatin1Char(' '));
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<OfficeFixture>(6);
        m_model = std::make_unique<LeadTableModel>(m_office->replica);
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(m_office->load());
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_office.reset();
    }

    void aWithdrawnLeadLeavesTheTable()
    {
        Lead lead = *m_office->replica.lead(OfficeFixture::leadId(2));
        const int rows = m_model->rowCount();
        m_model->keep(lead.id);
        ++lead.version;
        lead.withdrawnAt = lead.updatedAt;
        m_office->replica.apply(lead);
        QCOMPARE(m_model->rowOf(lead.id), -1);
        QCOMPARE(m_model->rowCount(), rows - 1);
    }

    void aLeadWithoutANameIsCalledByWhatReachesIt()
    {
        const auto customer = [this] {
            const int row = m_model->rowOf(OfficeFixture::leadId(1));
            return m_model->index(row, LeadTableModel::CustomerColumn).data().toString();
        };
        m_office->changeLead(1, [](Lead &lead) {
            lead.firstName.clear();
            lead.lastName.clear();
        });
        QCOMPARE(customer(), QStringLiteral("(512) 555-0143"));
        m_office->changeLead(1, [](Lead &lead) { lead.phoneNumber.clear(); });
        QCOMPARE(customer(), QStringLiteral("cy@home.test"));
        m_office->changeLead(1, [](Lead &lead) { lead.erasedAt = lead.updatedAt; });
        QCOMPARE(customer(), QString());
    }

    void newestFirst()
    {
        QCOMPARE(m_model->rowCount(), 6);
        QCOMPARE(m_model->columnCount(), int(LeadTableModel::ColumnCount));
        QCOMPARE(m_model->rowOf(OfficeFixture::leadId(6)), 0);
        QCOMPARE(m_model->rowOf(OfficeFixture::leadId(1)), 5);
        for (int column = 0; column < LeadTableModel::ColumnCount; ++column)
            QVERIFY(!m_model->headerData(column, Qt::Horizontal).toString().isEmpty());
    }

    void givesRawValues()
    {
        const QModelIndex first = m_model->index(0, LeadTableModel::UrgencyColumn);
        QCOMPARE(first.data(LeadTableModel::RawRole).toInt(), int(Urgency::Week));
        QCOMPARE(m_model->index(0, LeadTableModel::PhoneColumn).data().toString(), QStringLiteral("(512) 555-0143"));
        QVERIFY(m_model->index(0, LeadTableModel::DeadlineColumn).data(LeadTableModel::RawRole).toLongLong() > 0);
        QVERIFY(!m_model->index(0, LeadTableModel::PlumberColumn).data(LeadTableModel::RawRole).isValid());
        QVERIFY(!first.data(Qt::DecorationRole).isValid());
        QVERIFY(!first.data(Qt::ForegroundRole).isValid());
    }

    void sorts_data()
    {
        QTest::addColumn<int>("column");
        for (int column = 0; column < LeadTableModel::ColumnCount; ++column)
            QTest::addRow("column %d", column) << column;
    }
    void sorts()
    {
        QFETCH(int, column);
        m_office->changeLead(2, [](Lead &l) {
            l.urgency = Urgency::Day;
            l.lastName = QStringLiteral("Aa");
        });
        m_office->changeLead(4, [](Lead &l) {
            l.status = LeadStatus::Completed;
            l.serviceNeeded = QStringLiteral("Zz");
        });
        m_model->sort(column, Qt::AscendingOrder);
        const QString up = idsInOrder();
        m_model->sort(column, Qt::DescendingOrder);
        m_model->sort(column, Qt::AscendingOrder);
        QCOMPARE(idsInOrder(), up);
        if (column == LeadTableModel::UrgencyColumn || column == LeadTableModel::CustomerColumn)
            QCOMPARE(m_model->rowOf(OfficeFixture::leadId(2)), 0);
        if (column == LeadTableModel::StatusColumn || column == LeadTableModel::ServiceColumn)
            QCOMPARE(m_model->rowOf(OfficeFixture::leadId(4)), 5);
        if (column == LeadTableModel::DeadlineColumn) { // no deadline: last
            QCOMPARE(m_model->rowOf(OfficeFixture::leadId(4)), 5);
            QCOMPARE(m_model->rowOf(OfficeFixture::leadId(2)), 0);
        }
    }

    void aNewLeadIsOneInsertedRow()
    {
        QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        QSignalSpy resets(m_model.get(), &QAbstractItemModel::modelReset);
        QSignalSpy layouts(m_model.get(), &QAbstractItemModel::layoutChanged);
        m_office->replica.apply(*Lead::fromJson(FakeTransport::lead(99, "New", "One")));
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(inserted.first().at(1).toInt(), 0);
        QCOMPARE(resets.size() + layouts.size(), 0);
        QCOMPARE(m_model->rowCount(), 7);
    }

    void aChangedRowMovesAndKeepsItsPersistentIndex()
    {
        m_model->sort(LeadTableModel::CustomerColumn, Qt::AscendingOrder);
        const QPersistentModelIndex watched(m_model->index(m_model->rowOf(OfficeFixture::leadId(1)), 0));
        QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
        QSignalSpy moved(m_model.get(), &QAbstractItemModel::rowsMoved);
        m_office->changeLead(1, [](Lead &l) { l.firstName = QStringLiteral("Zz"); });
        QCOMPARE(moved.size(), 1);
        QCOMPARE(removed.size(), 0);
        QCOMPARE(watched.row(), 5);
        QCOMPARE(watched.data(LeadTableModel::LeadIdRole).toUuid(), OfficeFixture::leadId(1));
        m_office->changeLead(1, [](Lead &l) { l.firstName = QStringLiteral("Aa"); });
        QCOMPARE(watched.row(), 0);
    }

    void aRowThatNoLongerFitsLeaves()
    {
        LeadFilter filter;
        filter.statuses = {LeadStatus::New};
        m_model->setFilter(filter);
        QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
        m_office->changeLead(3, [](Lead &l) { l.status = LeadStatus::Completed; });
        QCOMPARE(removed.size(), 1);
        QCOMPARE(m_model->rowOf(OfficeFixture::leadId(3)), -1);
        m_office->changeLead(3, [](Lead &l) { l.status = LeadStatus::New; });
        QCOMPARE(m_model->rowCount(), 6);
    }

    /// The office assigns from the top down: the row that was assigned must not run to the end, where a lead without a
    /// deadline belongs.
    void aKeptRowStaysInItsPlace()
    {
        LeadFilter filter;
        filter.statuses = {LeadStatus::New};
        m_model->setFilter(filter);
        m_model->sort(LeadTableModel::DeadlineColumn, Qt::AscendingOrder);
        const QUuid second = m_model->index(1, 0).data(LeadTableModel::LeadIdRole).toUuid();
        constexpr int number = 2;
        QCOMPARE(second, OfficeFixture::leadId(number));
        const QString order = idsInOrder();
        m_model->keep(second);
        QSignalSpy moved(m_model.get(), &QAbstractItemModel::rowsMoved);

        m_office->changeLead(number, [](Lead &l) { l.status = LeadStatus::Assigned; });
        QCOMPARE(idsInOrder(), order);
        m_office->changeLead(number, [](Lead &l) { l.firstName = QStringLiteral("Zz"); });
        m_office->changeLead(1, [](Lead &l) { l.firstName = QStringLiteral("Zz"); });
        QCOMPARE(idsInOrder(), order);
        m_office->changeLead(number, [](Lead &l) { l.status = LeadStatus::New; });
        QCOMPARE(idsInOrder(), order);
        QCOMPARE(moved.size(), 0);

        m_office->changeLead(number, [](Lead &l) { l.status = LeadStatus::Assigned; });
        m_model->sort(LeadTableModel::StatusColumn, Qt::AscendingOrder);
        QCOMPARE(m_model->rowOf(second), 5);
        m_model->setFilter(filter);
        QCOMPARE(m_model->rowOf(second), -1);
    }

    void filteringKeepsIndexesOfMatchingRows()
    {
        m_office->changeLead(3, [](Lead &l) { l.serviceNeeded = QStringLiteral("Burst Pipe Repair"); });
        const QPersistentModelIndex stays(m_model->index(m_model->rowOf(OfficeFixture::leadId(3)), 0));
        const QPersistentModelIndex goes(m_model->index(m_model->rowOf(OfficeFixture::leadId(2)), 0));
        LeadFilter filter;
        filter.services = {QStringLiteral("Burst Pipe Repair")};
        m_model->setFilter(filter);
        QCOMPARE(m_model->rowCount(), 1);
        QVERIFY(stays.isValid());
        QCOMPARE(stays.data(LeadTableModel::LeadIdRole).toUuid(), OfficeFixture::leadId(3));
        QVERIFY(!goes.isValid());
        m_model->setFilter({});
        QCOMPARE(m_model->rowCount(), 6);
    }

    void whoChangedARow()
    {
        m_office->changeLead(1, [](Lead &l) { l.firstName = QStringLiteral("Mine"); });
        const auto stamp = [this](int n) {
            return m_model->index(m_model->rowOf(OfficeFixture::leadId(n)), 0)
                .data(LeadTableModel::ChangedByOthersRole);
        };
        QCOMPARE(stamp(1).toLongLong(), 0);
        nlohmann::json row = m_office->transport.row("leads", FakeTransport::leadId(2));
        row["first_name"] = "Theirs";
        row["version"] = 2;
        row["updated_at"] = m_office->transport.nextTime();
        m_office->transport.put("leads", row);
        m_office->replica.syncNow();
        QTRY_VERIFY(stamp(2).toLongLong() > 0);
    }

    void anyOrderOfChangesGivesTheSameTable()
    {
        // Whatever the order of the changes, the rows are those of a model that is built anew.
        std::mt19937 random(3);
        LeadFilter filter;
        filter.statuses = {LeadStatus::New, LeadStatus::Assigned};
        m_model->setFilter(filter);
        m_model->sort(LeadTableModel::ServiceColumn, Qt::AscendingOrder);
        for (int i = 0; i < 300; ++i) {
            m_office->changeLead(1 + static_cast<int>(random() % 6), [&](Lead &l) {
                l.serviceNeeded = QString(QChar(static_cast<char16_t>(u'a' + random() % 3)));
                l.status = static_cast<LeadStatus>(random() % 3);
                l.createdAt.micros += static_cast<qint64>(random() % 3) - 1;
            });
        }
        LeadTableModel fresh(m_office->replica);
        fresh.setFilter(filter);
        fresh.sort(LeadTableModel::ServiceColumn, Qt::AscendingOrder);
        QCOMPARE(m_model->rowCount(), fresh.rowCount());
        for (int row = 0; row < fresh.rowCount(); ++row)
            QCOMPARE(m_model->index(row, 0).data(LeadTableModel::LeadIdRole),
                     fresh.index(row, 0).data(LeadTableModel::LeadIdRole));
    }

    void manyChangesAreOneLayoutChange()
    {
        for (int n = 100; n < 400; ++n)
            m_office->transport.put("leads", FakeTransport::lead(n, "New", "One" + std::to_string(n)));
        const QPersistentModelIndex watched(m_model->index(m_model->rowOf(OfficeFixture::leadId(4)), 3));
        QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        QSignalSpy layouts(m_model.get(), &QAbstractItemModel::layoutChanged);
        m_office->replica.syncNow();
        QTRY_COMPARE(m_model->rowCount(), 306);
        QCOMPARE(inserted.size(), 0);
        QCOMPARE(layouts.size(), 1);
        QCOMPARE(watched.data(LeadTableModel::LeadIdRole).toUuid(), OfficeFixture::leadId(4));
        QCOMPARE(watched.row(), m_model->rowOf(OfficeFixture::leadId(4)));
        QCOMPARE(watched.column(), 3);
    }

    /// In the columns, the new one gets the number of the one that left.
    void aLeadThatComesInThePlaceOfAnotherIsAnother()
    {
        const QPersistentModelIndex goes(m_model->index(m_model->rowOf(OfficeFixture::leadId(3)), 0));
        const QPersistentModelIndex stays(m_model->index(m_model->rowOf(OfficeFixture::leadId(2)), 0));
        nlohmann::json row = m_office->transport.row("leads", FakeTransport::leadId(3));
        row["version"] = 2;
        row["withdrawn_at"] = row["updated_at"] = m_office->transport.nextTime();
        m_office->transport.put("leads", row);
        nlohmann::json fresh = FakeTransport::lead(99, "New", "One");
        fresh["updated_at"] = m_office->transport.nextTime();
        m_office->transport.put("leads", fresh);
        m_office->replica.syncNow();
        QTRY_COMPARE(m_model->rowOf(OfficeFixture::leadId(99)), 0);
        QCOMPARE(m_model->rowCount(), 6);
        QVERIFY(!goes.isValid());
        QCOMPARE(stays.data(LeadTableModel::LeadIdRole).toUuid(), OfficeFixture::leadId(2));
        QVERIFY(m_model->index(0, 0).data(LeadTableModel::ChangedByOthersRole).toLongLong() > 0);
    }

    void whoeverHoldsARowKeepsItWhenAllLeadsAreThere()
    {
        constexpr int kLeads = 2'500;
        OfficeFixture office(kLeads);
        LeadTableModel model(office.replica);
        QPersistentModelIndex held;
        QUuid lead;
        connect(&model, &QAbstractItemModel::modelReset, this, [&] {
            if (model.rowCount() == 0)
                return;
            held = model.index(model.rowCount() / 2, LeadTableModel::CustomerColumn);
            lead = held.data(LeadTableModel::LeadIdRole).toUuid();
        });
        QVERIFY(office.load());
        QTRY_COMPARE(model.rowCount(), kLeads);
        QVERIFY(!lead.isNull());
        QCOMPARE(held.data(LeadTableModel::LeadIdRole).toUuid(), lead);
        QCOMPARE(held.row(), model.rowOf(lead));
    }

    void aSearchHasTerms()
    {
        m_office->changeLead(2, [](Lead &l) { l.status = LeadStatus::Assigned; });
        LeadFilter filter;
        filter.text = QStringLiteral("number status:new -number4");
        m_model->setFilter(filter);
        QCOMPARE(m_model->rowCount(), 4);
        QVERIFY(!m_model->shows(OfficeFixture::leadId(2)));
        QVERIFY(!m_model->shows(OfficeFixture::leadId(4)));
        QVERIFY(m_model->shows(OfficeFixture::leadId(1)));
        m_office->changeLead(2, [](Lead &l) { l.status = LeadStatus::New; });
        QVERIFY(m_model->shows(OfficeFixture::leadId(2)));
    }

    void timeAloneChangesOnlyWhatItMust()
    {
        Timestamp now = m_office->lead(1).createdAt;
        LeadTableModel model(m_office->replica, nullptr, [&now] { return now; });
        LeadFilter filter;
        filter.dueNowOnly = true;
        model.setFilter(filter);
        QCOMPARE(model.rowCount(), 0);
        const QSignalSpy layouts(&model, &QAbstractItemModel::layoutChanged);
        now = now.addSeconds(60);
        Q_EMIT m_office->replica.settingsChanged();
        QCOMPARE(layouts.size(), 0);
        now = now.addSeconds(365 * 86'400);
        Q_EMIT m_office->replica.settingsChanged();
        QCOMPARE(layouts.size(), 1);
        QCOMPARE(model.rowCount(), 6);
    }

    void aCellIsKnownWithoutItsRow()
    {
        const QUuid id = OfficeFixture::leadId(5);
        const QModelIndex index = m_model->index(m_model->rowOf(id), LeadTableModel::CustomerColumn);
        QCOMPARE(m_model->leadData(id, LeadTableModel::CustomerColumn, Qt::DisplayRole), index.data());
        QCOMPARE(m_model->leads().id(m_model->leadRow(index)), id);
        QVERIFY(!m_model->leadData(QUuid::createUuid(), LeadTableModel::CustomerColumn, Qt::DisplayRole).isValid());
        QCOMPARE(m_model->leadRow(QModelIndex()), columns::kNoRow);
    }

    void clearingEmptiesTheTable()
    {
        m_office->replica.clear();
        QCOMPARE(m_model->rowCount(), 0);
        QVERIFY(!m_model->leadAt(m_model->index(0, 0)));
    }
};

QTEST_GUILESS_MAIN(TestLeadTableModel)
#include "tst_leadtablemodel.moc"
