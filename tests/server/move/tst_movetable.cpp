#include "server/move/rowdigest.h"

#include <QSet>
#include <QTest>

using namespace pl;
using namespace pl::move;
using namespace Qt::StringLiterals;
using embedded::PgType;

/// Which tables move and in which order, and what makes two tables the same.
class TestMoveTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTableMovesOnce();
    void whatIsReferredToComesFirst();
    void accountsAreWrittenAsAuthReadsThem();
    void digestsDiffer_data();
    void digestsDiffer();
    void documentsAreTheSameHoweverTheyAreSpaced();
    void sumsMoney();
    void asksThePostgresFormOfEachType();

private:
    static TableState stateOf(const MoveTable &table, const QList<QVariantList> &rows);
    static MoveTable small();
};

TableState TestMoveTable::stateOf(const MoveTable &table, const QList<QVariantList> &rows)
{
    RowDigest digest(table);
    for (const QVariantList &row : rows)
        digest.add(row);
    return digest.state();
}

MoveTable TestMoveTable::small()
{
    return {u"small"_s,
            u"small"_s,
            u"public.small"_s,
            {{u"id"_s, u"id"_s, PgType::Text},
             {u"data"_s, u"data"_s, PgType::Jsonb},
             {u"at"_s, u"at"_s, PgType::Timestamptz},
             {u"amount_cents"_s, u"amount_cents"_s, PgType::Integer}}};
}

void TestMoveTable::everyTableMovesOnce()
{
    QStringList moved;
    for (const MoveTable &table : moveTables())
        moved += table.name;
    QStringList expected{u"accounts"_s};
    for (const embedded::Table &table : embedded::Schema::instance().tables())
        expected += table.name;
    moved.sort();
    expected.sort();
    QCOMPARE(moved, expected);
}

void TestMoveTable::whatIsReferredToComesFirst()
{
    QSet<QString> there;
    for (const MoveTable &table : moveTables()) {
        const auto *known = embedded::Schema::instance().table(table.name);
        for (const embedded::ForeignKey &key : known ? known->foreignKeys : std::vector<embedded::ForeignKey>())
            QVERIFY2(there.contains(key.target) || table.selfReferences.contains(key.column), qPrintable(table.name));
        there += table.name;
    }
    const auto leads = moveTables();
    const auto found =
        std::find_if(leads.begin(), leads.end(), [](const MoveTable &table) { return table.name == u"leads"; });
    QCOMPARE(found->selfReferences, QStringList{u"duplicate_of"_s});
}

void TestMoveTable::accountsAreWrittenAsAuthReadsThem()
{
    const MoveTable accounts = moveTables().first();
    QCOMPARE(accounts.target, u"auth.users"_s);
    QVERIFY(!accounts.isOurs());
    QCOMPARE(accounts.fixedColumns.size(), accounts.fixedValues.size());
    QVERIFY(accounts.fixedColumns.contains(u"confirmation_token"_s));
    QVERIFY(accounts.andThen.contains(u"auth.identities"));
}

void TestMoveTable::digestsDiffer_data()
{
    QTest::addColumn<QVariantList>("row");
    QTest::newRow("an empty text is not null") << QVariantList{u""_s, QVariant(), QVariant(), 5};
    QTest::newRow("a cell's end moves") << QVariantList{u"a1:"_s, QVariant(), QVariant(), 5};
    QTest::newRow("a microsecond") << QVariantList{u"a"_s, QVariant(), qlonglong(1'700'000'000'000'001), 5};
    QTest::newRow("another amount") << QVariantList{u"a"_s, QVariant(), QVariant(), 6};
    QTest::newRow("letters beyond ASCII") << QVariantList{u"ä"_s, QVariant(), QVariant(), 5};
    QTest::newRow("a number's scale") << QVariantList{u"a"_s, u"{\"x\": 1.0}"_s, QVariant(), 5};
}

void TestMoveTable::digestsDiffer()
{
    QFETCH(QVariantList, row);
    const MoveTable table = small();
    for (const QVariantList &other :
         {QVariantList{QVariant(), QVariant(), QVariant(), 5}, QVariantList{u"a"_s, QVariant(), QVariant(), 5},
          QVariantList{u"a"_s, QVariant(), qlonglong(1'700'000'000'000'000), 5},
          QVariantList{u"a"_s, u"{\"x\": 1}"_s, QVariant(), 5}})
        QVERIFY(stateOf(table, {row}).hash != stateOf(table, {other}).hash);
    QCOMPARE(stateOf(table, {row}), stateOf(table, {row}));
    QVERIFY(stateOf(table, {row}).hash != stateOf(table, {row, row}).hash);
}

void TestMoveTable::documentsAreTheSameHoweverTheyAreSpaced()
{
    const MoveTable table = small();
    const auto with = [&table](const QString &document) { return stateOf(table, {{u"a"_s, document, QVariant(), 5}}); };
    QCOMPARE(with(u"{\"bb\":2.50,\"a\":[1,\"x\"]}"_s), with(u"{\"a\": [1, \"x\"], \"bb\": 2.50}"_s));
}

void TestMoveTable::sumsMoney()
{
    const MoveTable table = small();
    const TableState state = stateOf(table, {{u"a"_s, QVariant(), QVariant(), 2'000'000'000},
                                             {u"b"_s, QVariant(), QVariant(), 2'000'000'000},
                                             {u"c"_s, QVariant(), QVariant(), QVariant()}});
    QCOMPARE(state.rows, 3);
    QCOMPARE(state.cents, QList<qint64>{4'000'000'000});
}

void TestMoveTable::asksThePostgresFormOfEachType()
{
    const QString query = RowDigest::query(small());
    QVERIFY(query.contains(u"order by \"id\" collate \"C\""));
    QVERIFY(query.contains(u"extract(epoch from \"at\") * 1000000"));
    QVERIFY(query.endsWith(u"coalesce(sum(\"amount_cents\"), 0) from public.small"));
}

QTEST_GUILESS_MAIN(TestMoveTable)
#include "tst_movetable.moc"
