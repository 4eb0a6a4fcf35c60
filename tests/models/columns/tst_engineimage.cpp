#include "models/columns/engineimage.h"
#include "models/columns/imageblocks.h"
#include "tests/models/columns/seenengine.h"

#include <QBuffer>
#include <QTest>

using namespace pl;
using namespace pl::columns;
using pl::test::MadeLeads;
using pl::test::seen;
using pl::test::tellNames;

namespace {

const QByteArray kImageKey = "this one";

QByteArray imageOf(LeadEngine &engine)
{
    QBuffer buffer;
    buffer.open(QBuffer::WriteOnly);
    return writeEngine(buffer, engine, kImageKey) ? buffer.data() : QByteArray();
}

std::unique_ptr<LeadEngine> engineOf(const QByteArray &image, const QByteArray &key = kImageKey)
{
    QBuffer buffer;
    buffer.setData(image);
    buffer.open(QBuffer::ReadOnly);
    return readEngine(buffer, key);
}

using Blocks = QList<std::vector<char>>;

Blocks blocksOf(const QByteArray &image)
{
    Blocks blocks;
    QBuffer from;
    from.setData(image);
    from.open(QBuffer::ReadOnly);
    for (ImageReader reader(from); !reader.isAtEnd();)
        if (!reader.values(blocks.emplaceBack()))
            return {};
    return blocks;
}

/// With right checksums, whatever is in them.
QByteArray imageOf(const Blocks &blocks)
{
    QBuffer to;
    to.open(QBuffer::WriteOnly);
    ImageWriter writer(to);
    for (const std::vector<char> &block : blocks)
        writer.values(block);
    return to.data();
}

/// The same changes for several engines.
class Changes
{
public:
    Changes(unsigned seed, int leads) : m_made(seed, 50), m_leads(leads) {}

    void make(const QList<LeadEngine *> &engines, int count)
    {
        for (int i = 0; i < count; ++i) {
            Lead lead = m_made.lead(m_made.below(m_leads));
            lead.version = ++m_version;
            if (m_made.oneIn(6))
                lead.withdrawnAt = lead.createdAt;
            for (LeadEngine *engine : engines)
                engine->columns.upsert(lead);
        }
    }
    bool oneIn(int n) { return m_made.oneIn(n); }

private:
    MadeLeads m_made;
    const int m_leads;
    qint64 m_version = 1;
};

} // namespace

class TestEngineImage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isTheSameAndStaysTheSame_data()
    {
        QTest::addColumn<int>("leads");
        QTest::newRow("no leads") << 0;
        QTest::newRow("one lead") << 1;
        QTest::newRow("a page") << 70;
        QTest::newRow("several chunks") << 9'000;
    }

    void isTheSameAndStaysTheSame()
    {
        QFETCH(const int, leads);
        for (unsigned seed = 1; seed <= (leads > 1000 ? 1u : 12u); ++seed) {
            Changes changes(seed, std::max(leads, 1));
            LeadEngine made;
            changes.make({&made}, leads + leads / 2);
            const auto read = engineOf(imageOf(made));
            QVERIFY(read);
            tellNames(made);
            tellNames(*read);
            QCOMPARE(seen(*read), seen(made));
            for (int round = 0; round < 4; ++round) {
                changes.make({&made, read.get()}, leads / 5 + 1);
                if (changes.oneIn(2))
                    while (read->columns.compact()) {
                    }
                QCOMPARE(seen(*read), seen(made));
            }
            const auto again = engineOf(imageOf(*read));
            QVERIFY(again);
            tellNames(*again);
            QCOMPARE(seen(*again), seen(made));
        }
    }

    void whatWasErasedIsNotInIt()
    {
        LeadEngine engine;
        MadeLeads made(3);
        Lead lead = made.lead(1);
        lead.firstName = QStringLiteral("Zyxwvut");
        lead.serviceNeeded = QStringLiteral("Qqzzyy");
        for (int i = 2; i < 100; ++i)
            engine.columns.upsert(made.lead(i));
        engine.columns.upsert(lead);
        QVERIFY(imageOf(engine).contains("Zyxwvut"));
        QVERIFY(imageOf(engine).contains("Qqzzyy"));
        engine.columns.erase(lead.id);
        const QByteArray image = imageOf(engine);
        for (const char *gone : {"Zyxwvut", "zyxwvut", "Qqzzyy", "qqzzyy"})
            QVERIFY2(!image.contains(gone), gone);
    }

    void namesAreNotKept()
    {
        LeadEngine engine;
        engine.columns.upsert(MadeLeads(3).lead(1));
        engine.columns.setPlumberName(MadeLeads::plumberId(3), QStringLiteral("Pat Piper"));
        QVERIFY(!imageOf(engine).contains("Piper"));
    }

    void anotherKeyIsRefused()
    {
        LeadEngine engine;
        engine.columns.upsert(MadeLeads(3).lead(1));
        const QByteArray image = imageOf(engine);
        QVERIFY(engineOf(image));
        QVERIFY(!engineOf(image, "that one"));
        QVERIFY(!engineOf(image, kImageKey + "s"));
        QVERIFY(!engineOf(image, {}));
    }

    void aCutImageIsRefused()
    {
        LeadEngine engine;
        Changes(4, 60).make({&engine}, 90);
        const QByteArray image = imageOf(engine);
        for (qsizetype size = 0; size < image.size(); size += size < 200 || size > image.size() - 100 ? 1 : 397)
            QVERIFY2(!engineOf(image.left(size)), qPrintable(QString::number(size)));
        QVERIFY(!engineOf(image + 'x'));
        QVERIFY(!engineOf(image + image));
    }

    void aChangedImageIsRefused()
    {
        LeadEngine engine;
        Changes(5, 60).make({&engine}, 90);
        const QByteArray image = imageOf(engine);
        for (qsizetype at = 0; at < image.size(); at += at < 200 ? 1 : 89) {
            QByteArray changed = image;
            changed[at] = static_cast<char>(changed[at] ^ (1 << at % 8));
            QVERIFY2(!engineOf(changed), qPrintable(QString::number(at)));
        }
    }

    void garbageIsRefused()
    {
        std::mt19937 random(6);
        for (int length : {0, 1, 15, 16, 17, 100, 5000, 1'000'000}) {
            QByteArray garbage(length, '\0');
            QVERIFY(!engineOf(garbage));
            for (char &c : garbage)
                c = static_cast<char>(random());
            QVERIFY(!engineOf(garbage));
        }
    }

    /// Right checksums around what no columns are.
    void blocksThatDoNotFitAreRefused()
    {
        LeadEngine engine;
        Changes(7, 60).make({&engine}, 90);
        const QByteArray image = imageOf(engine);
        const Blocks blocks = blocksOf(image);
        const auto withBlock = [&blocks](qsizetype at, const std::vector<char> &block) {
            Blocks changed = blocks;
            changed[at] = block;
            return imageOf(changed);
        };
        QCOMPARE(imageOf(blocks), image);
        for (qsizetype at = 0; at < blocks.size(); ++at) {
            std::vector<char> longer = blocks[at];
            longer.resize(longer.size() + 8, 'x');
            QVERIFY2(!engineOf(withBlock(at, longer)), qPrintable(QString::number(at)));
            if (!blocks[at].empty())
                QVERIFY2(!engineOf(withBlock(at, {})), qPrintable(QString::number(at)));
        }
        // Numbers of rows, entries and places that aren't there: refused, or columns that can be read.
        for (qsizetype at = 1; at < blocks.size(); ++at)
            for (const char byte : {'\x00', '\x7f', '\xff'})
                if (const auto read = engineOf(withBlock(at, std::vector<char>(blocks[at].size(), byte)))) {
                    tellNames(*read);
                    QVERIFY(seen(*read).size() > 20);
                }
    }

    /// What sorts in another way now is sorted again; else the image's order is taken as it is.
    void anotherLanguageIsSortedAgain()
    {
        LeadEngine engine;
        Changes(9, 60).make({&engine}, 90);
        tellNames(engine);
        Blocks blocks = blocksOf(imageOf(engine));
        std::vector<char> &customers = blocks[blocks.size() - 6]; // behind the newest, and all before two more orders
        QCOMPARE(customers.size(), engine.columns.size() * sizeof(Row));
        std::rotate(customers.begin(), customers.begin() + 5 * sizeof(Row), customers.end());
        const auto wrong = engineOf(imageOf(blocks));
        QVERIFY(wrong);
        tellNames(*wrong);
        QVERIFY(seen(*wrong) != seen(engine));
        ++blocks[blocks.size() - 9].front();
        const auto right = engineOf(imageOf(blocks));
        QVERIFY(right);
        tellNames(*right);
        QCOMPARE(seen(*right), seen(engine));
    }

    void aFullDiskIsSaid()
    {
        LeadEngine engine;
        Changes(8, 60).make({&engine}, 90);
        QBuffer closed;
        closed.open(QBuffer::ReadOnly);
        QVERIFY(!writeEngine(closed, engine, kImageKey));
    }
};

QTEST_GUILESS_MAIN(TestEngineImage)
#include "tst_engineimage.moc"
