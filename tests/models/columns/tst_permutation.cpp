#include "models/columns/leadorders.h"
#include "models/domain/contactfields.h"
#include "models/domain/leadname.h"
#include "tests/models/columns/madeleads.h"

#include <QHash>
#include <QLocale>
#include <QTest>

using namespace pl;
using namespace pl::columns;
using pl::test::MadeLeads;

class TestPermutation : public QObject
{
    Q_OBJECT

private:
    QHash<QUuid, QString> m_names;

    /// What SortedTableModel compares.
    struct Key
    {
        qint64 number = 0;
        QString text = {};
        qint64 made = 0;
        QUuid id = {};
    };
    Key keyOf(const Lead &lead, SortBy by, const AssignMinutes &minutes) const
    {
        Key key{.made = lead.createdAt.micros, .id = lead.id};
        const auto isNew = lead.status == LeadStatus::New;
        switch (by) {
        case SortBy::Urgency:
            key.number = static_cast<int>(lead.urgency);
            break;
        case SortBy::Deadline:
            key.number = isNew ? lead.createdAt.addSeconds(minutes[static_cast<std::size_t>(lead.urgency)] * 60).micros
                               : std::numeric_limits<qint64>::max();
            break;
        case SortBy::Customer:
            key.text = calledName(lead);
            break;
        case SortBy::Service:
            key.text = lead.serviceNeeded;
            break;
        case SortBy::Zip:
            key.text = lead.zipCode.value_or(QString());
            break;
        case SortBy::Phone:
            key.text = phoneForPeople(lead.phoneNumber);
            if (!key.text.startsWith(u'('))
                key.text = lead.phoneNumber;
            break;
        case SortBy::Status:
            key.number = static_cast<int>(lead.status);
            break;
        case SortBy::Plumber:
            key.text = m_names.value(lead.assignedPlumberId.value_or(QUuid()));
            break;
        case SortBy::Received:
            key.number = lead.createdAt.micros;
            break;
        case SortBy::Email:
            key.text = lead.email;
            break;
        case SortBy::Count:
            break;
        }
        key.text = key.text.toCaseFolded();
        return key;
    }
    static bool before(const Key &a, const Key &b, bool ascending)
    {
        if (a.number != b.number)
            return ascending ? a.number < b.number : a.number > b.number;
        if (const int order = QString::localeAwareCompare(a.text, b.text); order != 0)
            return ascending ? order < 0 : order > 0;
        return a.made != b.made ? a.made > b.made : a.id < b.id;
    }
    QList<QUuid> sorted(const QHash<QUuid, Lead> &leads, SortBy by, bool ascending, const AssignMinutes &minutes) const
    {
        std::vector<Key> keys;
        for (const Lead &lead : leads)
            keys.push_back(keyOf(lead, by, minutes));
        std::sort(keys.begin(), keys.end(), [&](const Key &a, const Key &b) { return before(a, b, ascending); });
        QList<QUuid> ids;
        for (const Key &key : keys)
            ids += key.id;
        return ids;
    }
    static QList<QUuid> kept(const LeadColumns &columns, LeadOrders &orders, SortBy by, bool ascending)
    {
        QList<QUuid> ids;
        orders.forEach(by, ascending, [&](Row row) { ids += columns.id(row); });
        return ids;
    }

private Q_SLOTS:
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void anOrderIsKeptThroughChanges_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<int>("leads");
        QTest::newRow("C") << QLocale::c() << 600;
        QTest::newRow("English") << QLocale(QLocale::English, QLocale::UnitedStates) << 600;
        QTest::newRow("Czech") << QLocale(QLocale::Czech) << 300;
        QTest::newRow("few") << QLocale::c() << 3;
    }
    void anOrderIsKeptThroughChanges()
    {
        QFETCH(QLocale, locale);
        QFETCH(int, leads);
        QLocale::setDefault(locale);
        MadeLeads made(11, 30);
        LeadColumns columns;
        LeadOrders orders(columns);
        QHash<QUuid, Lead> list;
        qint64 version = 1;
        for (int step = 0; step < 120; ++step) {
            const int changes = made.oneIn(6) ? leads : 1 + made.below(8);
            for (int i = 0; i < changes; ++i) {
                Lead lead = made.lead(made.below(leads));
                lead.version = ++version;
                if (made.oneIn(4)) {
                    columns.erase(lead.id);
                    list.remove(lead.id);
                } else {
                    QVERIFY(columns.upsert(lead));
                    list.insert(lead.id, lead);
                }
            }
            if (made.oneIn(10)) {
                const QUuid plumber = MadeLeads::plumberId(made.below(MadeLeads::kPlumbers));
                m_names[plumber] = QString::fromUtf8(made.oneIn(2) ? "Zoë %1" : "bo %1").arg(made.below(20));
                columns.setPlumberName(plumber, m_names[plumber]);
            }
            if (made.oneIn(30))
                columns.setMinutes({made.below(100), 1 + made.below(1'000), 10'000});
            const auto by = static_cast<SortBy>(made.below(static_cast<int>(SortBy::Count)));
            const bool ascending = made.oneIn(2);
            const QList<QUuid> expected = sorted(list, by, ascending, columns.minutes());
            if (kept(columns, orders, by, ascending) != expected)
                QFAIL(qPrintable(QStringLiteral("step %1, column %2").arg(step).arg(static_cast<int>(by))));
        }
        m_names.clear();
    }

    void numbersOfTheUsAreShownAsEverywhere()
    {
        MadeLeads made(2);
        LeadColumns columns;
        const RowOrder order(columns, SortBy::Phone);
        std::string buffer;
        for (int i = 0; i < 2'000; ++i) {
            Lead lead = made.lead(i);
            if (made.oneIn(2))
                lead.phoneNumber = QStringLiteral("+1%1").arg(2'000'000'000LL + made.below(2'000'000'000) * 3LL);
            columns.upsert(lead);
            const std::string_view shown = order.text(columns.rowOf(lead.id), buffer);
            const bool isOfUs = lead.phoneNumber.startsWith(QStringLiteral("+1"));
            QCOMPARE(QString::fromUtf8(shown.data(), static_cast<qsizetype>(shown.size())),
                     isOfUs ? phoneForPeople(lead.phoneNumber) : lead.phoneNumber);
        }
    }
};

QTEST_APPLESS_MAIN(TestPermutation)
#include "tst_permutation.moc"
