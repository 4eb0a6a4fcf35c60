#include "models/domain/plumbermatches.h"

#include <QTest>

using namespace pl;
using Match = PlumberMatches::Match;

class TestPlumberMatches : public QObject
{
    Q_OBJECT

    QHash<QUuid, Plumber> m_plumbers;

    QUuid add(const char *email, const char *phone, PlumberStatus status = PlumberStatus::Active)
    {
        Plumber plumber;
        plumber.id = QUuid(uint(m_plumbers.size() + 1), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        plumber.email = QLatin1StringView(email);
        plumber.phoneNumber = QLatin1StringView(phone);
        plumber.status = status;
        m_plumbers.insert(plumber.id, plumber);
        return plumber.id;
    }
    QList<Match> of(const QUuid &id) const { return PlumberMatches(m_plumbers).of(m_plumbers.value(id)); }

private Q_SLOTS:
    void init() { m_plumbers.clear(); }

    void theSameNumberOrAddress()
    {
        const QUuid ann = add("ann@pipes.test", "+15125550101");
        const QUuid bob = add("bob@pipes.test", "+15125550101");
        const QUuid cy = add("Ann@Pipes.test", "+15125550103");
        add("dee@pipes.test", "+15125550104");
        QCOMPARE(of(ann), (QList<Match>{{bob, true, false, false}, {cy, false, true, false}}));
        QCOMPARE(of(bob), (QList<Match>{{ann, true, false, false}}));
        QCOMPARE(of(cy), (QList<Match>{{ann, false, true, false}}));
    }

    void bothAreOneMatch()
    {
        const QUuid ann = add("ann@pipes.test", "+15125550101");
        const QUuid twin = add("ann@pipes.test", "+15125550101");
        QCOMPARE(of(ann), (QList<Match>{{twin, true, true, false}}));
    }

    /// Removed plumbers are in no list, but their address is taken.
    void aRemovedOneMatchesOnlyWhatIsTyped()
    {
        const QUuid gone = add("ann@pipes.test", "+15125550101", PlumberStatus::Removed);
        const QUuid ann = add("ann@pipes.test", "+15125550102");
        QVERIFY(of(ann).isEmpty());
        QCOMPARE(PlumberMatches(m_plumbers).ofTyped({}, QStringLiteral("ann@pipes.test"), ann),
                 (QList<Match>{{gone, false, true, true}}));
        QCOMPARE(PlumberMatches(m_plumbers).ofTyped({}, QStringLiteral("ann@pipes.test"), {}).last().plumberId, gone);
    }

    void whatIsTyped_data()
    {
        QTest::addColumn<QString>("phone");
        QTest::addColumn<QString>("email");
        QTest::addColumn<int>("matches");
        QTest::newRow("as people write a number") << QStringLiteral("(512) 555-0101") << QString() << 1;
        QTest::newRow("not yet a number") << QStringLiteral("512") << QString() << 0;
        QTest::newRow("an address in capitals") << QString() << QStringLiteral(" ANN@pipes.test ") << 1;
        QTest::newRow("half an address") << QString() << QStringLiteral("ann@") << 0;
        QTest::newRow("nothing") << QString() << QString() << 0;
    }
    void whatIsTyped()
    {
        QFETCH(QString, phone);
        QFETCH(QString, email);
        add("ann@pipes.test", "+15125550101");
        QTEST(int(PlumberMatches(m_plumbers).ofTyped(phone, email, {}).size()), "matches");
    }

    void nobodyMatchesThemselves()
    {
        const QUuid ann = add("ann@pipes.test", "+15125550101");
        QVERIFY(of(ann).isEmpty());
        QVERIFY(PlumberMatches(m_plumbers).ofTyped(QStringLiteral("5125550101"), {}, ann).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestPlumberMatches)
#include "tst_plumbermatches.moc"
