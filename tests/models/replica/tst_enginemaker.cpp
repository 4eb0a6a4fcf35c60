#include "models/replica/enginemaker.h"
#include "tests/models/columns/seenengine.h"
#include "tests/models/replica/imagedleads.h"

#include <QDir>
#include <QProcess>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::replica;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using pl::test::ImagedLeads;
using pl::test::seen;

namespace {

constexpr auto kMarkedName = "Zyxwvut"; // which nobody else has

EngineNames officeNames()
{
    EngineNames names;
    for (int i = 0; i < test::MadeLeads::kPlumbers; ++i)
        names.plumbers.insert(test::MadeLeads::plumberId(i), u"Pat %1"_s.arg(i));
    names.minutes = {120, 2880, 10080};
    return names;
}

bool always()
{
    return true;
}

/// What a window has that shows a copy.
struct MakingWindow
{
    explicit MakingWindow(const CopyPlace &place)
        : file(place), maker(officeNames, nullptr, 50ms), imageMade(&maker, &EngineMaker::imageMade)
    {
        maker.open(file);
    }
    ~MakingWindow() { maker.close(); }
    void make(bool complete = true)
    {
        maker.make(complete, [this](const Result<EngineMaker::Engine> &made) {
            engine = made.valueOr(nullptr);
            ++answers;
        });
    }
    bool store(const QList<Lead> &leads) { return file.store().store(leads).result().ok(); }

    OfficeFile file;
    EngineMaker maker;
    QSignalSpy imageMade;
    EngineMaker::Engine engine;
    int answers = 0;
};

} // namespace

/// Columns from rows and from images of a copy on disk.
class TestEngineMaker : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    CopyPlace place() const { return test::imagedPlace(m_dir->filePath(u"office.sqlite"_s)); }
    QString image() const { return disk::ReplicaReader::imageOf(place().path); }
    QString newImage() const { return disk::ReplicaReader::newImageOf(place().path); }
    QByteArray bytesOfImage() const
    {
        QFile file(image());
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// A copy with an image.
    void leaveAnImage(ImagedLeads &leads)
    {
        MakingWindow window(place());
        QVERIFY(window.store(leads.all()));
        window.make();
        QTRY_COMPARE(window.imageMade.size(), 1);
        QCOMPARE(window.answers, 1);
        QCOMPARE(window.engine->columns.size(), std::size_t(ImagedLeads::kLeads));
    }
    /// Takes the rows away behind the back of whoever notes changes.
    void loseRows() const
    {
        auto db = sqlite::SqliteDb::open(place().path, sqlite::SqliteDb::Mode::Existing);
        QVERIFY(db);
        QVERIFY(db->run("delete from leads"));
    }
    void isAsFromRows(const std::shared_ptr<columns::LeadEngine> &engine) const
    {
        const auto rows = buildEngine(place(), officeNames(), always);
        QVERIFY(engine && rows);
        QCOMPARE(seen(*engine), seen(**rows));
    }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void theNextStartReadsTheImage()
    {
        ImagedLeads leads(1);
        leaveAnImage(leads);
        QVERIFY(!QFile::exists(newImage()));
        loseRows();
        MakingWindow window(place());
        window.make();
        QTRY_COMPARE(window.answers, 1);
        QVERIFY(window.engine);
        QCOMPARE(window.engine->columns.size(), std::size_t(ImagedLeads::kLeads));
        QVERIFY(window.imageMade.isEmpty());
    }

    void theImageIsForItsOwnerAlone()
    {
        ImagedLeads leads(1);
        leaveAnImage(leads);
        const auto permissions = QFile::permissions(image());
        QVERIFY(permissions.testFlag(QFile::ReadOwner));
        QVERIFY(!(permissions & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
    }

    void whatChangedSinceIsReadFromRows()
    {
        for (unsigned seed = 1; seed <= 3; ++seed) {
            init();
            ImagedLeads leads(seed);
            leaveAnImage(leads);
            for (int round = 0; round < 3; ++round) {
                MakingWindow window(place());
                QVERIFY(window.store(leads.next(150)));
                Lead added = leads.one(ImagedLeads::kLeads + round);
                QVERIFY(window.store({added}));
                window.make();
                QTRY_COMPARE(window.answers, 1);
                isAsFromRows(window.engine);
                QVERIFY(readImage(place(), officeNames()));
            }
        }
    }

    void anImageOfLongAgoIsMadeAgain()
    {
        ImagedLeads leads(2);
        leaveAnImage(leads);
        MakingWindow window(place());
        QVERIFY(window.store(leads.all()));
        QCOMPARE(readImage(place(), officeNames()).error().code, ErrorCode::NotFound);
        window.make();
        QTRY_COMPARE(window.imageMade.size(), 1);
        isAsFromRows(window.engine);
        QCOMPARE(readImage(place(), officeNames())->changed, 0);
    }

    void anIncompleteCopyHasNone()
    {
        MakingWindow window(place());
        QVERIFY(window.store(ImagedLeads(3).next(100)));
        window.make(false);
        QTRY_COMPARE(window.answers, 1);
        isAsFromRows(window.engine);
        window.maker.remakeImage();
        QTest::qWait(200);
        QVERIFY(window.imageMade.isEmpty());
        QVERIFY(!QFile::exists(image()));
    }

    void inMemoryAloneNothingIsWritten()
    {
        MakingWindow window({});
        QVERIFY(window.store(ImagedLeads(3).all()));
        window.make();
        QTRY_COMPARE(window.answers, 1);
        QCOMPARE(window.engine->columns.size(), std::size_t(ImagedLeads::kLeads));
        QVERIFY(window.imageMade.isEmpty());
        QVERIFY(!QFile::exists(disk::ReplicaReader::imageOf(window.file.place().path)));
    }

    void anImageThatCannotBeUsedIsMadeAgain_data()
    {
        QTest::addColumn<int>("cut");
        QTest::addColumn<int>("flip");
        QTest::newRow("missing") << 0 << -1;
        QTest::newRow("empty") << 1 << -1;
        QTest::newRow("cut") << 100'000 << -1;
        QTest::newRow("damaged in its head") << -1 << 20;
        QTest::newRow("damaged in the middle") << -1 << 200'000;
    }

    void anImageThatCannotBeUsedIsMadeAgain()
    {
        QFETCH(const int, cut);
        QFETCH(const int, flip);
        ImagedLeads leads(4);
        leaveAnImage(leads);
        QFile file(image());
        QVERIFY(file.open(QFile::ReadWrite));
        if (cut >= 0)
            QVERIFY(file.resize(cut));
        if (flip >= 0)
            QVERIFY(file.seek(flip) && file.write("\x5a\xa5\x5a") == 3);
        file.close();
        if (cut == 0)
            QVERIFY(file.remove());
        MakingWindow window(place());
        window.make();
        QTRY_COMPARE(window.imageMade.size(), 1);
        QCOMPARE(window.answers, 1);
        isAsFromRows(window.engine);
        QVERIFY(readImage(place(), officeNames()));
    }

    void anErasedCustomerIsInNoImage()
    {
        ImagedLeads leads(5);
        leaveAnImage(leads);
        MakingWindow window(place());
        Lead marked = leads.one(7);
        marked.firstName = QString::fromLatin1(kMarkedName);
        QVERIFY(window.store({marked}));
        window.make();
        QTRY_COMPARE(window.answers, 1);
        window.maker.remakeImage();
        QTRY_COMPARE(window.imageMade.size(), 1);
        QVERIFY(bytesOfImage().contains(kMarkedName));
        Lead gone = leads.one(7);
        gone.firstName = gone.lastName = gone.email = gone.phoneNumber = QString();
        gone.erasedAt = Timestamp::now();
        QVERIFY(window.store({gone}));
        QVERIFY(!QFile::exists(image()));
        window.maker.remakeImage();
        QTRY_COMPARE(window.imageMade.size(), 2);
        QVERIFY(!bytesOfImage().contains(kMarkedName));
        QVERIFY(!bytesOfImage().contains(QByteArray(kMarkedName).toLower()));
        const auto imaged = readImage(place(), officeNames());
        QVERIFY(imaged);
        isAsFromRows(imaged->engine);
    }

    void whoIsErasedWhileAnImageIsMadeIsInNone()
    {
        ImagedLeads leads(6);
        MakingWindow window(place());
        QVERIFY(window.store(leads.all()));
        window.make();
        for (int number = 0; number < 200 && window.answers == 0; ++number) {
            Lead gone = leads.one(number);
            gone.erasedAt = Timestamp::now();
            QVERIFY(window.store({gone}));
            QTest::qWait(1);
        }
        QTRY_COMPARE(window.answers, 1);
        window.maker.remakeImage();
        QTRY_VERIFY(!window.imageMade.isEmpty() && QFile::exists(image()));
        const auto imaged = readImage(place(), officeNames());
        QVERIFY(imaged);
        isAsFromRows(imaged->engine);
    }

    void aClosedCopyHearsOfNothing()
    {
        MakingWindow window(place());
        QVERIFY(window.store(ImagedLeads(7).all()));
        window.make();
        window.maker.close();
        QTest::qWait(300);
        QCOMPARE(window.answers, 0);
        QVERIFY(!QFile::exists(image()));
    }

    void whatIsStoppedLeavesNothing()
    {
        MakingWindow window(place());
        QVERIFY(window.store(ImagedLeads(8).next(100)));
        const auto engine = buildEngine(place(), {}, always);
        QVERIFY(engine);
        QVERIFY(!writeImage(place(), "a token", **engine, [] { return false; }));
        QVERIFY(!QFile::exists(newImage()));
        QVERIFY(writeImage(place(), "a token", **engine, always));
        QVERIFY(QFile::exists(newImage()));
    }

    /// Whenever it was killed, what is there is right, or isn't used.
    void killsLeaveARightImageOrNone()
    {
        for (int round = 0; round < 12; ++round) {
            QProcess writer;
            writer.start(QStringLiteral(PL_IMAGE_WRITER), {place().path});
            QByteArray output;
            QTRY_VERIFY_WITH_TIMEOUT((output += writer.readAllStandardOutput(), output.count('\n') >= 2), 60'000);
            QTest::qWait(QRandomGenerator::global()->bounded(120));
            writer.kill();
            QVERIFY(writer.waitForFinished());
            QVERIFY(disk::ReplicaFile::open(place().path, place().key));
            if (const auto imaged = readImage(place(), officeNames()))
                isAsFromRows(imaged->engine);
        }
        MakingWindow window(place());
        window.make();
        QTRY_COMPARE(window.answers, 1);
        QTRY_VERIFY(readImage(place(), officeNames()));
        isAsFromRows(window.engine);
    }
};

QTEST_GUILESS_MAIN(TestEngineMaker)
#include "tst_enginemaker.moc"
