#include "tests/ui/wholeoffice.h"
#include "ui/help/manual.h"
#include "ui/help/manualpictures.h"
#include "ui/help/manualtext.h"
#include "ui/help/manualwindow.h"
#include "ui/leads/leadsview.h"
#include "ui/settings/settingsview.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/sideitem.h"
#include "ui/style/colors.h"
#include "ui/style/theme.h"

#include <QAction>
#include <QApplication>
#include <QDesktopServices>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QTreeWidget>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;

namespace {

const QString kTitle = u"the-day-in-the-window"_s;

} // namespace

/// The manual in the program: complete, searched and read by keys, and at the right chapter.
class ManualTest : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    /// Of QDesktopServices.
    void urlOpened(const QUrl &url) { m_opened += url; }

private:
    std::unique_ptr<test::WholeOffice> m_office;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
    QList<QUrl> m_opened;

    static ManualWindow *manual()
    {
        for (QWidget *window : QApplication::topLevelWidgets())
            if (auto *found = qobject_cast<ManualWindow *>(window))
                return found;
        return nullptr;
    }
    static ManualText *text() { return manual()->findChild<ManualText *>(u"manualText"_s); }
    static QLineEdit *searchField() { return manual()->findChild<QLineEdit *>(u"manualSearch"_s); }
    static QString sentence() { return manual()->findChild<QLabel *>(u"manualSentence"_s)->text(); }
    static void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(manual()->focusWidget(), static_cast<Qt::Key>(key), modifiers);
    }
    /// The headings that the list shows.
    static QStringList listed()
    {
        QStringList titles;
        QTreeWidgetItemIterator it(manual()->findChild<QTreeWidget *>(u"manualList"_s));
        for (; *it; ++it)
            if (!(*it)->isHidden())
                titles += (*it)->text(0);
        return titles;
    }
    static int blockAtTop() { return text()->document()->findBlock(text()->top()).blockNumber(); }
    void makeWindow()
    {
        m_window = std::make_unique<MainWindow>(m_office->office.context, *m_theme);
        m_window->resize(1400, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void pressF1()
    {
        QWidget *focus = m_window->focusWidget();
        QTest::keyClick(focus ? focus : m_window.get(), Qt::Key_F1);
    }
    void openManual()
    {
        pressF1();
        QVERIFY(manual() && manual()->isVisible());
        QVERIFY(QTest::qWaitForWindowActive(manual()));
    }
    /// Which heading F1 leads to from the page that is shown; the manual was somewhere else before.
    QString chapterByF1()
    {
        if (manual())
            manual()->open(kTitle);
        m_window->activateWindow();
        if (!QTest::qWaitForWindowActive(m_window.get()))
            return u"the window is not active"_s;
        pressF1();
        return manual() && manual()->isVisible() ? manual()->currentSlug() : u"no manual"_s;
    }

private Q_SLOTS:
    void initTestCase() { QDesktopServices::setUrlHandler(u"https"_s, this, "urlOpened"); }
    void cleanupTestCase() { QDesktopServices::unsetUrlHandler(u"https"_s); }
    void init()
    {
        m_office = std::make_unique<test::WholeOffice>();
        m_theme = std::make_unique<Theme>(m_office->office.settings);
        makeWindow();
        QVERIFY(m_office->load());
    }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_office.reset();
        m_opened.clear();
    }

    void everyLinkLeadsToAHeading()
    {
        openManual();
        QStringList slugs;
        for (const ManualHeading &heading : text()->headings())
            slugs += heading.slug;
        QVERIFY(slugs.size() > 30);
        QCOMPARE(QSet<QString>(slugs.cbegin(), slugs.cend()).size(), slugs.size());
        static const QRegularExpression links(u"\\]\\(#([^)]*)\\)"_s);
        const QString markdown = manualMarkdown();
        int found = 0;
        for (auto it = links.globalMatch(markdown); it.hasNext(); ++found) {
            const QString slug = it.next().captured(1);
            QVERIFY2(slugs.contains(slug), qPrintable(slug));
        }
        QVERIFY(found > 0);
    }

    void everyPictureIsInTheProgram()
    {
        static const QRegularExpression pictures(u"!\\[[^\\]]*\\]\\(([^)]*)\\)"_s);
        const QString markdown = manualMarkdown();
        int found = 0;
        for (auto it = pictures.globalMatch(markdown); it.hasNext(); ++found) {
            const QString name = it.next().captured(1);
            QVERIFY2(name.startsWith(u":/help/"_s) && !QImage(name).isNull(), qPrintable(name));
        }
        QVERIFY(found > 0);
    }

    void headingsAreNamedAsOnGitHub()
    {
        QCOMPARE(manualSlug(u"Find anything: Ctrl+K"_s), u"find-anything-ctrlk"_s);
        QCOMPARE(manualSlug(u"Stripe, e-mail and text messages"_s), u"stripe-e-mail-and-text-messages"_s);
        QTextDocument document;
        document.setMarkdown(u"# One\n\ntext\n\n## Two\n\n## One"_s);
        const QList<ManualHeading> headings = manualHeadings(document);
        QCOMPARE(headings.size(), 3);
        QCOMPARE(headings[2].slug, u"one-1"_s);
        QCOMPARE(manualHeadingAt(headings, headings[1].position - 1), 0);
        QCOMPARE(manualHeadingAt(headings, headings[1].position), 1);
        QCOMPARE(manualHeadingAt({}, 5), -1);
    }

    void aSectionIsFoundThatHasAllWords()
    {
        const QList<ManualHeading> headings{{1, u"A"_s, u"a"_s, 0}, {2, u"B"_s, u"b"_s, 20}};
        const QString words = u"A red dog, a Red cat B red birds"_s;
        const QList<ManualHit> both = manualHits(words, headings, u"cat  RED"_s);
        QCOMPARE(both.size(), 3);
        QCOMPARE(both[0].position, 2);
        QCOMPARE(both[1].position, 13);
        QCOMPARE(both[2].position, 17);
        QCOMPARE(manualHits(words, headings, u"red"_s).size(), 3);
        QVERIFY(manualHits(words, headings, u"dog birds"_s).isEmpty());
        QVERIFY(manualHits(words, headings, u"  "_s).isEmpty());
    }

    void aSearchByKeysShowsWhereTheWordsAre()
    {
        openManual();
        const qsizetype all = listed().size();
        press(Qt::Key_Slash);
        QCOMPARE(manual()->focusWidget(), searchField());
        QTest::keyClicks(searchField(), u"quiet hours"_s);
        QCOMPARE(listed(), QStringList{u"Messages (Ctrl+0)"_s});
        QCOMPARE(manual()->currentSlug(), u"messages-ctrl0"_s);
        const qsizetype hits = manual()->hits().size();
        QVERIFY(hits >= 2);
        QCOMPARE(text()->extraSelections().size(), hits);
        QCOMPARE(sentence(), u"1 of %1"_s.arg(hits));
        QVERIFY(text()->viewport()->rect().contains(text()->cursorRect().center()));
        press(Qt::Key_Return);
        QCOMPARE(manual()->currentHit(), 1);
        press(Qt::Key_Return, Qt::ShiftModifier);
        press(Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(manual()->currentHit(), int(hits) - 1);
        press(Qt::Key_Return);
        QCOMPARE(manual()->currentHit(), 0);
        QTest::keyClicks(searchField(), u" zebra"_s);
        QVERIFY(listed().isEmpty());
        QCOMPARE(sentence(), u"Nothing in the manual matches \u201Cquiet hours zebra\u201D."_s);
        press(Qt::Key_Escape);
        QVERIFY(manual()->isVisible());
        QCOMPARE(listed().size(), all);
        QVERIFY(text()->extraSelections().isEmpty());
        press(Qt::Key_Escape);
        QVERIFY(!manual()->isVisible());
    }

    void aSectionsChapterStaysInTheListOverIt()
    {
        openManual();
        press(Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(searchField(), u"boberdoo"_s);
        QCOMPARE(listed(), QStringList({u"For admins"_s, u"Move in (Ctrl+Shift+I)"_s}));
    }

    void theListLeadsToAChapterAndFollowsTheText()
    {
        openManual();
        press(Qt::Key_F, Qt::ControlModifier);
        press(Qt::Key_Down);
        auto *list = manual()->findChild<QTreeWidget *>(u"manualList"_s);
        QCOMPARE(manual()->focusWidget(), list);
        press(Qt::Key_End);
        QCOMPARE(manual()->currentSlug(), u"all-shortcuts"_s);
        QVERIFY(text()->verticalScrollBar()->value() > 0);
        text()->verticalScrollBar()->setValue(0);
        QCOMPARE(manual()->currentSlug(), kTitle);
    }

    void linksScrollAndAltLeftGoesBack()
    {
        openManual();
        manual()->open(u"when-something-is-wrong"_s);
        const int before = blockAtTop();
        Q_EMIT text()->anchorClicked(QUrl(u"#to-sort"_s));
        QCOMPARE(manual()->currentSlug(), u"to-sort"_s);
        QVERIFY(blockAtTop() < before);
        press(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(blockAtTop(), before);
        QCOMPARE(manual()->currentSlug(), u"when-something-is-wrong"_s);
        press(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(blockAtTop(), before);
    }

    void aLinkToAnotherDocumentSaysWhereThatIs()
    {
        openManual();
        manual()->open(kTitle);
        press(Qt::Key_Tab); // the first link
        press(Qt::Key_Return);
        QVERIFY2(sentence().startsWith(u"admin.md comes with the server"_s), qPrintable(sentence()));
        QCOMPARE(manual()->currentSlug(), kTitle);
        Q_EMIT text()->anchorClicked(QUrl(u"https://example.test/help"_s));
        QCOMPARE(m_opened, QList<QUrl>{QUrl(u"https://example.test/help"_s)});
        QVERIFY(sentence().isEmpty());
    }

    void picturesAreNoWiderThanTheText()
    {
        QVERIFY(!manualMarkdown().isEmpty());
        QWidget view;
        ManualPictures pictures(&view);
        QTextDocument document;
        document.setTextWidth(400);
        QTextImageFormat format;
        format.setName(u":/help/assign.png"_s);
        const QSizeF size = pictures.intrinsicSize(&document, 0, format);
        const QSizeF file = QImage(format.name()).size();
        QCOMPARE(size.width(), 400 - 2 * document.documentMargin());
        QVERIFY(qAbs(size.height() / size.width() - file.height() / file.width()) < 0.01);
        document.setTextWidth(5000);
        QCOMPARE(pictures.intrinsicSize(&document, 0, format), file);
        QImage page(400, 300, QImage::Format_RGB32);
        page.fill(Qt::magenta);
        QPainter painter(&page);
        pictures.drawObject(&painter, QRectF(0, 0, 400, 300), &document, 0, format);
        painter.end();
        QVERIFY(page.pixelColor(200, 150) != QColor(Qt::magenta));

        openManual();
        manual()->resize(860, 600);
        QTRY_COMPARE(text()->horizontalScrollBar()->maximum(), 0);
    }

    void theTextFollowsTheAppearance()
    {
        m_theme->setAppearance(Appearance::Light);
        openManual();
        manual()->open(u"to-sort"_s);
        const auto colorOfLinks = [] {
            for (QTextBlock block = text()->document()->begin(); block.isValid(); block = block.next())
                for (auto it = block.begin(); !it.atEnd(); ++it)
                    if (it.fragment().charFormat().isAnchor())
                        return it.fragment().charFormat().foreground().color();
            return QColor();
        };
        QCOMPARE(colorOfLinks(), lightColors().blue.text);
        const int before = blockAtTop();
        m_theme->setAppearance(Appearance::Dark);
        QTRY_COMPARE(colorOfLinks(), darkColors().blue.text);
        QCOMPARE(blockAtTop(), before);
        m_theme->setAppearance(Appearance::Light);
    }

    void f1LeadsToTheChapterOfEachPage()
    {
        for (const SideItem *item : m_window->findChildren<SideItem *>()) {
            const QString page = item->objectName();
            QTest::mouseClick(m_window->findChild<SideItem *>(page), Qt::LeftButton);
            const QString chapter = chapterByF1();
            QVERIFY2(chapter != kTitle && !chapter.contains(u' '), qPrintable(page + u": "_s + chapter));
        }
        m_window->showPlumbers();
        QCOMPARE(chapterByF1(), u"plumbers-ctrl6"_s);
        m_window->showBilling();
        QCOMPARE(chapterByF1(), u"billing-ctrl7"_s);
        m_window->showImport();
        QCOMPARE(chapterByF1(), u"move-in-ctrlshifti"_s);
    }

    void f1LeadsToTheListOfLeadsOrTheBoard()
    {
        m_window->showLeads(LeadView::ToAssign);
        QCOMPARE(chapterByF1(), u"the-leads-page"_s);
        m_window->findChild<LeadsView *>()->setBoard(true);
        QCOMPARE(chapterByF1(), u"the-board"_s);
    }

    void f1LeadsToTheSectionOfEachPartOfTheSettings()
    {
        const QStringList parts = m_window->settingsPage().partKeys();
        QCOMPARE(parts.size(), 10);
        QSet<QString> chapters;
        for (const QString &part : parts) {
            m_window->showSettings(part);
            const QString chapter = chapterByF1();
            QVERIFY2(chapter != kTitle && !chapter.contains(u' '), qPrintable(part + u": "_s + chapter));
            chapters += chapter;
        }
        QCOMPARE(chapters.size(), parts.size());
        QVERIFY(chapters.contains(u"this-computer"_s));
    }

    void f1WorksInADialogToo()
    {
        m_window->showLeads(LeadView::ToAssign);
        m_window->findChild<QAction *>(u"actionNewLead"_s)->trigger();
        auto *form = m_window->findChild<QDialog *>(u"leadForm"_s);
        QApplication::setActiveWindow(form);
        QTRY_COMPARE(QApplication::activeWindow(), form);
        QTest::keyClick(form->focusWidget(), Qt::Key_F1);
        QVERIFY(manual() && manual()->isVisible());
        QCOMPARE(manual()->currentSlug(), u"the-leads-page"_s);
        QVERIFY(form->isVisible());
        manual()->close();
        form->reject();
    }

    void itIsOneWindowThatRemembersItsPlaceAndGoesWithTheOffices()
    {
        openManual();
        const ManualWindow *first = manual();
        manual()->resize(720, 540);
        QCOMPARE(chapterByF1(), u"the-leads-page"_s);
        QCOMPARE(manual(), first);
        m_window->close();
        QVERIFY(!manual()->isVisible());
        m_window.reset();
        QVERIFY(!manual());
        makeWindow();
        openManual();
        QCOMPARE(manual()->size(), QSize(720, 540));
        QTest::keyClick(manual(), Qt::Key_W, Qt::ControlModifier);
        QVERIFY(!manual()->isVisible());
    }
};

QTEST_MAIN(ManualTest)
#include "tst_manual.moc"
