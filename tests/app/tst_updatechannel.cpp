#include "app/updatechannel.h"

#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;

/// What a build is told, as it arrives in the program: tests/app/CMakeLists.txt builds app/updatechannel.cpp once more,
/// with an address and two keys that hold whatever Base64 has.
class TestUpdateChannel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBuildsAddressAndKeysArrive()
    {
        const updates::Channel channel = app::updateChannel();
        QVERIFY(channel.isSet());
        QCOMPARE(channel.url, QUrl(u"https://makers.example/plumber-leads/latest?of=stable"_s));
        QCOMPARE(channel.server(), QUrl(u"https://makers.example"_s));
        QCOMPARE(channel.target(), QByteArray("/plumber-leads/latest?of=stable"));
        QCOMPARE(channel.keys, (QList<QByteArray>{QByteArray(32, '\xfb'), QByteArray(32, '\xff')}));
    }
};

QTEST_GUILESS_MAIN(TestUpdateChannel)
#include "tst_updatechannel.moc"
