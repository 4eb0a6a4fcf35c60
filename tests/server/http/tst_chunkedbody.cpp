#include "server/http/chunkedbody.h"

#include <QTest>

using namespace pl;
using http::ChunkedBody;
using State = ChunkedBody::State;

/// Bodies in chunks, as RFC 9112 allows them, in whatever pieces they arrive.
class TestChunkedBody : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBodies_data();
    void readsBodies();
    void leavesWhatFollows();
    void countsTheBytesOfItsLimit();
    void limitsWhatIsDropped_data();
    void limitsWhatIsDropped();

private:
    /// What a body in pieces of `size` bytes comes to.
    static State read(const QByteArray &bytes, qsizetype size, QByteArray &body, qint64 maxBytes = 1000);
};

State TestChunkedBody::read(const QByteArray &bytes, qsizetype size, QByteArray &body, qint64 maxBytes)
{
    const http::Limits limits;
    ChunkedBody chunks(limits, maxBytes);
    QByteArray waiting;
    for (qsizetype at = 0; at < bytes.size() && chunks.state() == State::Open; at += size) {
        waiting += bytes.mid(at, size);
        waiting.remove(0, chunks.read(waiting, body));
    }
    return chunks.state();
}

void TestChunkedBody::readsBodies_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("nothing") << QByteArray("0\r\n\r\n") << QByteArray();
    QTest::newRow("one chunk") << QByteArray("5\r\nhello\r\n0\r\n\r\n") << QByteArray("hello");
    QTest::newRow("two chunks") << QByteArray("5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n") << QByteArray("hello world");
    QTest::newRow("line ends in a chunk") << QByteArray("4\r\n\r\n\r\n\r\n0\r\n\r\n") << QByteArray("\r\n\r\n");
    QTest::newRow("hexadecimal") << "0000001A\r\n" + QByteArray(26, 'a') + "\r\n000\r\n\r\n" << QByteArray(26, 'a');
    QTest::newRow("lower case") << "1a\r\n" + QByteArray(26, 'a') + "\r\n0\r\n\r\n" << QByteArray(26, 'a');
    QTest::newRow("extensions") << QByteArray("1;a;b=\"c d\"\r\nx\r\n1 ; e\r\ny\r\n0;f\r\n\r\n") << QByteArray("xy");
    QTest::newRow("trailers") << QByteArray("1\r\nx\r\n0\r\nContent-Length: 9\r\nX-Sum: 1 2\r\n\r\n")
                              << QByteArray("x");
}

void TestChunkedBody::readsBodies()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, body);
    for (qsizetype size = 1; size <= bytes.size(); ++size) {
        QByteArray got;
        QCOMPARE(read(bytes, size, got), State::Done);
        QCOMPARE(got, body);
    }
}

void TestChunkedBody::leavesWhatFollows()
{
    const http::Limits limits;
    ChunkedBody chunks(limits, 10);
    QByteArray body;
    const QByteArray own = "1\r\nx\r\n0\r\n\r\n";
    QCOMPARE(chunks.read(own + "GET /", body), own.size());
    QCOMPARE(chunks.state(), State::Done);
    QCOMPARE(chunks.read("0\r\n\r\n", body), 0);
}

void TestChunkedBody::countsTheBytesOfItsLimit()
{
    QByteArray body;
    QCOMPARE(read("5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n", 3, body, 10), State::Done);
    body.clear();
    // Before any byte of the chunk is kept.
    QCOMPARE(read("5\r\nhello\r\n6\r\nworld!\r\n0\r\n\r\n", 3, body, 10), State::TooLarge);
    QCOMPARE(body, QByteArray("hello"));
    body.clear();
    QCOMPARE(read("ffffffff\r\n", 3, body, 10), State::TooLarge);
}

void TestChunkedBody::limitsWhatIsDropped_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray most(http::Limits().headBytes + 16, 'a');
    QTest::newRow("one long extension") << "1;" + most + "\r\n";
    QTest::newRow("an endless line") << "1;" + most;
    QTest::newRow("a long size") << "1" + QByteArray(100, '0') + "\r\n";
    QTest::newRow("many extensions") << QByteArray("1;aaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\nx\r\n").repeated(1000);
    QTest::newRow("a long trailer") << "0\r\nX: " + most + "\r\n\r\n";
    QTest::newRow("many trailers") << "0\r\n" + QByteArray("X: y\r\n").repeated(65) + "\r\n";
}

void TestChunkedBody::limitsWhatIsDropped()
{
    QFETCH(QByteArray, bytes);
    QByteArray body;
    QCOMPARE(read(bytes, 7, body, 1 << 20), State::Malformed);
}

QTEST_APPLESS_MAIN(TestChunkedBody)
#include "tst_chunkedbody.moc"
