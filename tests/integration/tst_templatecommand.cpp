#include "tests/support/serverprocess.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pl::test;
using namespace Qt::StringLiterals;

/// The words of messages, read and written by whoever runs the server.
class TestTemplateCommand : public QObject
{
    Q_OBJECT

    ServerProcess m_server;
    QTemporaryDir m_files;

    ServerProcess::Run runTemplate(const QStringList &arguments)
    {
        return m_server.run(QStringList{u"template"_s} + arguments);
    }
    QString write(const QByteArray &text)
    {
        const QString path = m_files.filePath(u"text.txt"_s);
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size() ? path : QString();
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY2(m_server.start(), m_server.errorOutput().constData()); }

    void setsShowsAndTakesBack()
    {
        QVERIFY(runTemplate({u"show"_s, u"card_setup"_s}).output.startsWith("Subject: Add a card to receive leads\n"));
        const QByteArray text = "Subject: A card, {{plumber}}\nHere:\n{{link}}\n";
        const auto set = runTemplate({u"set"_s, u"card_setup"_s, write(text)});
        QVERIFY2(set.exitCode == 0, set.errorOutput.constData());
        QCOMPARE(runTemplate({u"show"_s, u"card_setup"_s}).output, text);
        QVERIFY(runTemplate({u"list"_s}).output.contains("the office's own"));
        QCOMPARE(runTemplate({u"reset"_s, u"card_setup"_s}).exitCode, 0);
        QVERIFY(!runTemplate({u"list"_s}).output.contains("the office's own"));
    }

    void refusesATextThatCantBeSent()
    {
        const auto run = runTemplate({u"set"_s, u"card_setup"_s, write("Subject: A card\nWithout a link\n")});
        QVERIFY(run.exitCode != 0);
        QVERIFY2(run.errorOutput.contains("needs the link"), run.errorOutput.constData());
        QVERIFY(runTemplate({u"show"_s, u"card_setup"_s, u"--channel"_s, u"sms"_s}).exitCode == 2);
    }
};

QTEST_GUILESS_MAIN(TestTemplateCommand)
#include "tst_templatecommand.moc"
