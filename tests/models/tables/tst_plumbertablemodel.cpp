#include "models/tables/plumbertablemodel.h"
#include "tests/support/officefixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::tables;
using pl::test::OfficeFixture;

class TestPlumberTableModel : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<OfficeFixture> m_office;
    std::unique_ptr<PlumberTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    QString name(int row) const { return m_model->index(row, PlumberTableModel::NameColumn).data().toString(); }
    void change(int n, const std::function<void(Plumber &)> &f)
    {
        Plumber p = *m_office->replica.plumber(OfficeFixture::plumberId(n));
        f(p);
        ++p.version;
        m_office->replica.apply(p);
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<OfficeFixture>(2);
        m_model = std::make_unique<PlumberTableModel>(m_office->replica);
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

    void byNameAndRaw()
    {
        QCOMPARE(m_model->rowCount(), 3);
        QCOMPARE(name(0), QStringLiteral("Ann Lee"));
        QCOMPARE(name(2), QString::fromUtf8("Zoë Ångström"));
        QCOMPARE(m_model->index(2, 0).data(PlumberTableModel::StatusRole).toInt(), int(PlumberStatus::Paused));
        for (int column = 0; column < PlumberTableModel::ColumnCount; ++column) {
            QVERIFY(!m_model->headerData(column, Qt::Horizontal).toString().isEmpty());
            QVERIFY(!m_model->index(0, column).data().toString().isEmpty());
        }
    }

    void sortsEveryColumnTotally()
    {
        for (int column = 0; column < PlumberTableModel::ColumnCount; ++column) {
            m_model->sort(column, Qt::DescendingOrder);
            QCOMPARE(m_model->rowCount(), 3);
        }
        m_model->sort(PlumberTableModel::NameColumn, Qt::DescendingOrder);
        QCOMPARE(name(0), QString::fromUtf8("Zoë Ångström"));
    }

    void filtersByText()
    {
        m_model->setText(QStringLiteral("leak"));
        QCOMPARE(m_model->rowCount(), 1);
        QCOMPARE(name(0), QStringLiteral("Bob O'Hara"));
        m_model->setText(QString::fromUtf8("o’hara"));
        QCOMPARE(m_model->rowCount(), 1);
        m_model->setText(QStringLiteral("zoe angstrom"));
        QCOMPARE(m_model->rowCount(), 1);
        QCOMPARE(name(0), QString::fromUtf8("Zoë Ångström"));
        m_model->setText(QStringLiteral("nobody"));
        QCOMPARE(m_model->rowCount(), 0);
        m_model->setText({});
        QCOMPARE(m_model->rowCount(), 3);
    }

    /// What was folded before counts no longer.
    void findsANewName()
    {
        m_model->setText(QStringLiteral("francois"));
        QCOMPARE(m_model->rowCount(), 0);
        change(1, [](Plumber &p) { p.firstName = QString::fromUtf8("François"); });
        QCOMPARE(m_model->rowCount(), 1);
    }

    void aPauseThatIsOverCountsAsActive()
    {
        const auto statusOf = [this](int n) {
            return m_model->index(m_model->rowOf(OfficeFixture::plumberId(n)), 0)
                .data(PlumberTableModel::StatusRole)
                .toInt();
        };
        change(1, [](Plumber &p) {
            p.status = PlumberStatus::Paused;
            p.pausedUntil = QDate::currentDate().addDays(3);
        });
        QCOMPARE(statusOf(1), int(PlumberStatus::Paused));
        change(1, [](Plumber &p) { p.pausedUntil = QDate::currentDate().addDays(-3); });
        QCOMPARE(statusOf(1), int(PlumberStatus::Active));
    }

    void aRemovedPlumberLeaves()
    {
        change(2, [](Plumber &p) { p.status = PlumberStatus::Removed; });
        QCOMPARE(m_model->rowCount(), 2);
        QCOMPARE(m_model->rowOf(OfficeFixture::plumberId(2)), -1);
    }

    void selectionSurvivesARename()
    {
        const QPersistentModelIndex ann(m_model->index(m_model->rowOf(OfficeFixture::plumberId(1)), 0));
        change(1, [](Plumber &p) { p.firstName = QStringLiteral("Zz"); });
        QCOMPARE(ann.row(), 2);
        QCOMPARE(ann.data(PlumberTableModel::PlumberIdRole).toUuid(), OfficeFixture::plumberId(1));
    }

    void countsTodaysLeads()
    {
        const QModelIndex today = m_model->index(0, PlumberTableModel::TodayColumn);
        QCOMPARE(today.data(PlumberTableModel::RawRole).toInt(), 0);
        m_office->changeLead(1, [](Lead &l) {
            l.status = LeadStatus::Assigned;
            l.assignedPlumberId = OfficeFixture::plumberId(1);
            l.assignedAt = Timestamp::now();
        });
        QCOMPARE(today.data(PlumberTableModel::RawRole).toInt(), 1);
    }
};

QTEST_GUILESS_MAIN(TestPlumberTableModel)
#include "tst_plumbertablemodel.moc"
