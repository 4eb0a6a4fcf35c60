#include "models/tables/plumbertablemodel.h"
#include "tests/support/officefixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::tables;
using pl::test::OfficeFixture;
using namespace Qt::StringLiterals;

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
            // Without a company, the cell is empty.
            QCOMPARE(m_model->index(0, column).data().toString().isEmpty(), column == PlumberTableModel::CompanyColumn);
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
        m_model->setFilter({QStringLiteral("leak")});
        QCOMPARE(m_model->rowCount(), 1);
        QCOMPARE(name(0), QStringLiteral("Bob O'Hara"));
        m_model->setFilter({QString::fromUtf8("o’hara")});
        QCOMPARE(m_model->rowCount(), 1);
        m_model->setFilter({QStringLiteral("zoe angstrom")});
        QCOMPARE(m_model->rowCount(), 1);
        QCOMPARE(name(0), QString::fromUtf8("Zoë Ångström"));
        m_model->setFilter({QStringLiteral("nobody")});
        QCOMPARE(m_model->rowCount(), 0);
        m_model->setFilter({});
        QCOMPARE(m_model->rowCount(), 3);
    }

    /// What was folded before counts no longer.
    void findsANewName()
    {
        m_model->setFilter({QStringLiteral("francois")});
        QCOMPARE(m_model->rowCount(), 0);
        change(1, [](Plumber &p) { p.firstName = QString::fromUtf8("François"); });
        QCOMPARE(m_model->rowCount(), 1);
    }

    void filtersByWhatIsToBeChecked_data()
    {
        using C = PlumberConcern;
        QTest::addColumn<QSet<PlumberConcern>>("concerns");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("insurance runs out soon, or has") << QSet<C>{C::Insurance} << QStringList{u"Ann"_s, u"Bob"_s};
        QTest::newRow("license") << QSet<C>{C::License} << QStringList{};
        QTest::newRow("no insurance") << QSet<C>{C::NoInsurance} << QStringList{};
        QTest::newRow("unverified") << QSet<C>{C::Unverified} << QStringList{u"Bob"_s, u"Zoë"_s};
        QTest::newRow("one of two is enough")
            << QSet<C>{C::Unverified, C::Insurance} << QStringList{u"Ann"_s, u"Bob"_s, u"Zoë"_s};
        QTest::newRow("duplicates") << QSet<C>{C::Duplicate} << QStringList{u"Ann"_s, u"Bob"_s};
    }
    void filtersByWhatIsToBeChecked()
    {
        QFETCH(QSet<PlumberConcern>, concerns);
        const QDate today = m_model->today();
        change(1, [today](Plumber &p) {
            p.insuranceExpires = today.addDays(kExpiresSoonDays);
            p.verifiedAt = Timestamp::now();
        });
        change(2, [today](Plumber &p) { p.insuranceExpires = today.addDays(-1); });
        change(3, [today](Plumber &p) {
            p.insuranceExpires = today.addDays(kExpiresSoonDays + 1);
            p.phoneNumber = QStringLiteral("+15125550199");
        });
        m_model->setFilter({.text = {}, .statuses = {}, .concerns = concerns});
        QStringList found;
        for (int row = 0; row < m_model->rowCount(); ++row)
            found += name(row).section(u' ', 0, 0);
        QTEST(found, "names");
    }

    void aPauseThatIsOverIsNone()
    {
        const QDate today = m_model->today();
        change(3, [today](Plumber &p) { p.pausedUntil = today.addDays(1); });
        const auto status = [this] { return m_model->index(2, 0).data(PlumberTableModel::StatusRole).toInt(); };
        QCOMPARE(status(), int(PlumberStatus::Paused));
        change(3, [today](Plumber &p) { p.pausedUntil = today; });
        QCOMPARE(status(), int(PlumberStatus::Active));
        m_model->setFilter({.text = {}, .statuses = {PlumberStatus::Paused}});
        QCOMPARE(m_model->rowCount(), 0);
    }

    void whoMayBeTheSameIsNamed()
    {
        const auto twins = [this] { return m_model->index(0, PlumberTableModel::DuplicateColumn).data().toString(); };
        QCOMPARE(twins(), QString::fromUtf8("Bob O'Hara, Zoë Ångström")); // all have the same phone
        change(2, [](Plumber &p) { p.phoneNumber = QStringLiteral("+15125550102"); });
        QCOMPARE(twins(), QString::fromUtf8("Zoë Ångström"));
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
