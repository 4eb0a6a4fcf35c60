#include "server/notify/sendgridsignature.h"

#include <QTest>

using pl::notify::SendGridSignature;

namespace {

// SendGrid's own example, of the tests of its libraries. The end of the line is signed, too.
const QByteArray
    kKey("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaIN"
         "XvVpiglSI8eNEc6wEA3F+g==");
const QByteArray
    kSignature("MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM"
               "=");
const QByteArray kTime("1600112502");
const QByteArray
    kBody(R"([{"email":"hello@world.com","event":"dropped","reason":"Bounced Address",)"
          R"("sg_event_id":"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA",)"
          R"("sg_message_id":"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0",)"
          R"("smtp-id":"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>","timestamp":1600112492}])"
          "\r\n");
// Another one's, on the same curve.
const QByteArray
    kOtherKey("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEIhCukSJAE/+SaVdsFN4I+72Ir0dTv8rtgK+ROGUVeGs5WmhCHPgMwwB5969p9lD2"
              "TYrXLB6VhYhsH6QTIq9bnA==");

} // namespace

class TestSendGridSignature : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesSendGridsExample()
    {
        QVERIFY(SendGridSignature::isKey(kKey) && SendGridSignature::isKey(kOtherKey));
        QVERIFY(SendGridSignature(kKey).signs(kBody, kSignature, kTime));
    }

    void refusesAnythingElse_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("signature");
        QTest::addColumn<QByteArray>("time");
        QTest::newRow("another key") << kOtherKey << kBody << kSignature << kTime;
        QTest::newRow("no key") << QByteArray() << kBody << kSignature << kTime;
        QTest::newRow("a body without its last line") << kKey << kBody.chopped(2) << kSignature << kTime;
        QTest::newRow("a changed body") << kKey << QByteArray(kBody).replace("dropped", "bounced") << kSignature
                                        << kTime;
        QTest::newRow("another time") << kKey << kBody << kSignature << QByteArray("1600112503");
        QTest::newRow("no time") << kKey << kBody << kSignature << QByteArray();
        QTest::newRow("no signature") << kKey << kBody << QByteArray() << kTime;
        QTest::newRow("no base64") << kKey << kBody << QByteArray("***") << kTime;
        QTest::newRow("half a signature") << kKey << kBody << kSignature.first(48) << kTime;
        QTest::newRow("a bit") << kKey << kBody << QByteArray(kSignature).replace("Gj+Y", "Gj+Z") << kTime;
    }
    void refusesAnythingElse()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, body);
        QFETCH(QByteArray, signature);
        QFETCH(QByteArray, time);
        QVERIFY(!SendGridSignature(key).signs(body, signature, time));
    }

    void recognizesAKey_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no base64") << QByteArray("not a key");
        QTest::newRow("an API key") << QByteArray("SG.abcdefgh");
        QTest::newRow("cut") << kKey.first(60);
        QTest::newRow("with something behind it") << (QByteArray::fromBase64(kKey) + "x").toBase64();
        QTest::newRow("on another curve") // secp256k1
            << QByteArray("MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAE8/"
                          "De5FqqchKulYmUJNMm03qwVlTpUl3AQpoCVKeDlLKgoYl+qMaEj2mD1q5UXAiy/Q4c"
                          "YsZLj5YZDcBy4mT1DQ==");
    }
    void recognizesAKey()
    {
        QFETCH(QByteArray, key);
        QVERIFY(!SendGridSignature::isKey(key));
    }
};

QTEST_GUILESS_MAIN(TestSendGridSignature)
#include "tst_sendgridsignature.moc"
