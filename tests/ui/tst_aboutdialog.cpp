#include "models/base/version.h"
#include "ui/help/aboutdialog.h"
#include "ui/help/components.h"

#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTest>

using namespace pl;
using namespace pl::ui;

/// Whose work the program is made of, and on which terms, by keys.
class TestAboutDialog : public QObject
{
    Q_OBJECT

    QWidget m_window;
    QPointer<AboutDialog> m_dialog;

    template <class W>
    W *find(const char *name) const
    {
        return m_dialog->findChild<W *>(QLatin1StringView(name));
    }
    QString shown() const { return find<QPlainTextEdit>("aboutText")->toPlainText(); }

private Q_SLOTS:
    void init()
    {
        m_window.show();
        m_dialog = new AboutDialog(&m_window);
        m_dialog->open();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog));
    }
    void cleanup() { delete m_dialog; }

    void theVersionIsTheBuilds()
    {
        QCOMPARE(find<QLabel>("aboutVersion")->text(), QStringLiteral("Plumber Leads %1").arg(versionText()));
    }

    void everyComponentHasItsNotice()
    {
        const QList<Component> components = desktopComponents();
        QVERIFY(components.size() >= 15);
        for (const Component &component : components) {
            QVERIFY2(!component.license.isEmpty() && !component.copyright.isEmpty(), qPrintable(component.name));
            const QString notice = noticeOf(component);
            for (const QString &holder : component.copyright)
                QVERIFY2(notice.contains(holder), qPrintable(component.name));
            // The shortest text of a license has some 700 characters, but for SQLite's, which grants everything.
            QVERIFY2(notice.size() > (component.license == u"blessing" ? 200 : 700), qPrintable(component.name));
        }
        QVERIFY(programLicense().contains(QStringLiteral("GNU GENERAL PUBLIC LICENSE")));
    }

    void aLicenseOfTwoNamesShowsBothTexts()
    {
        const Component both{QStringLiteral("Both"), QStringLiteral("ISC AND MIT"), {}, {}, {}};
        const QString notice = noticeOf(both);
        QVERIFY(notice.contains(QStringLiteral("Permission to use, copy, modify, and/or distribute")));
        QVERIFY(notice.contains(QStringLiteral("Permission is hereby granted, free of charge")));
    }

    void arrowsChooseWhoseLicenseIsShown()
    {
        auto *list = find<QListWidget>("aboutList");
        QTRY_VERIFY(list->hasFocus());
        QCOMPARE(list->currentItem()->text(), QStringLiteral("Plumber Leads"));
        QCOMPARE(shown(), programLicense());
        QCOMPARE(list->count(), desktopComponents().size() + 1);
        for (const Component &component : desktopComponents()) {
            QTest::keyClick(list, Qt::Key_Down);
            QCOMPARE(list->currentItem()->text(), component.name);
            QCOMPARE(shown(), noticeOf(component));
        }
    }

    void theTextIsReachedAndLeftByTab()
    {
        QTRY_VERIFY(find<QListWidget>("aboutList")->hasFocus());
        QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Tab);
        QVERIFY(find<QPlainTextEdit>("aboutText")->hasFocus());
        QVERIFY(find<QPlainTextEdit>("aboutText")->isReadOnly());
        QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Tab);
        QVERIFY(find<QPushButton>("aboutClose")->hasFocus());
        QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Space);
        QTRY_VERIFY(!m_dialog);
    }
};

QTEST_MAIN(TestAboutDialog)

#include "tst_aboutdialog.moc"
