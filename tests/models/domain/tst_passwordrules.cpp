#include "models/domain/passwordrules.h"

#include <QTest>

using namespace pl;

/// Which new passwords are refused.
class TestPasswordRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsFaults_data();
    void tellsFaults();
    void saysFaultsInWords();
};

void TestPasswordRules::tellsFaults_data()
{
    QTest::addColumn<QString>("password");
    QTest::addColumn<PasswordFault>("fault");
    const auto row = [](PasswordFault fault, std::initializer_list<const char *> passwords) {
        for (const char *password : passwords)
            QTest::addRow("%s", password) << QString::fromUtf8(password) << fault;
    };
    row(PasswordFault::TooShort, {"", "short", "abcdef", "k8#2vLq9!x7", "fünfzehnäöü"});
    // Sixteen bytes, and eleven characters.
    row(PasswordFault::TooShort, {"\xF0\x9F\x94\xA7\xF0\x9F\x94\xA7 pipe 42\xF0\x9F\x94\xA7"});
    row(PasswordFault::TooCommon,
        {"password1234", "Password2024!", "P4$$w0rd!!!!", "passwordpassword", "iloveyou1234", "sunshine20240512",
         "correcthorsebatterystaple", "Correct Horse Battery Staple!", "1qaz2wsx3edc4rfv"});
    row(PasswordFault::TooCommon, {"123456789012", "987654321098", "qwertyuiop12", "asdfghjkl123", "abcdefghijkl",
                                   "zxcvbnm,./12", "aaaaaaaaaaaa", "abababababab", "abc!abc!abc!", "111122223333"});
    row(PasswordFault::TooCommon,
        {"plumberleads", "Plumber Leads 2026", "the plumbing office", "AdminPassword1", "welcome to office"});
    row(PasswordFault::TooCommon, {"samweller2026", "weller-sam-1870", "sam.pickwick!!", "Pickwick1836!",
                                   "weller.1870.pickwick", "p1ckw1ck+sam"});
    row(PasswordFault::None,
        {"correct horse", "battery staple", "correct horse battery", "secret words", "k8#2vLq9!x7w",
         "gmp27-4xkqz-9hwrt", "the horse ate my pipes", "Rohrzange im Keller", "пароль для конторы"});
}

void TestPasswordRules::tellsFaults()
{
    QFETCH(QString, password);
    QTEST(passwordFault(password, QStringLiteral("Sam.Weller@pickwick.example")), "fault");
}

void TestPasswordRules::saysFaultsInWords()
{
    QCOMPARE(passwordFaultText(PasswordFault::TooShort), QStringLiteral("must have at least 12 characters"));
    QVERIFY(passwordFaultText(PasswordFault::TooCommon).contains(QStringLiteral("easy to guess")));
    QVERIFY(passwordFaultText(PasswordFault::None).isEmpty());
}

QTEST_APPLESS_MAIN(TestPasswordRules)
#include "tst_passwordrules.moc"
