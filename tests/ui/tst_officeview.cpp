#include "tests/ui/officefixture.h"
#include "ui/office/filecontext.h"
#include "ui/settings/logofile.h"
#include "ui/settings/officeview.h"
#include "ui/style/theme.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/problemlabel.h"
#include "ui/widgets/statepage.h"

#include <QComboBox>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;

/// The page on which the office says who it is.
class TestOfficeView : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<replica::TemplateBook> m_book;
    std::unique_ptr<replica::DispatchRules> m_rules;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<OfficeView> m_view;
    QTemporaryDir m_folder;
    FileContext m_files;
    QString m_chosen;
    QStringList m_told;

    template <class W>
    W *find(const char *name)
    {
        return m_view->findChild<W *>(QLatin1StringView(name));
    }
    QLineEdit *name() { return find<QLineEdit>("officeName"); }
    QString problem() { return find<ProblemLabel>("officeProblem")->text(); }
    const OfficeIdentity &stored() { return m_book->words().office; }
    void open()
    {
        m_view = std::make_unique<OfficeView>(m_office->context);
        connect(m_view.get(), &OfficeView::noticeWanted, this, [this](const QString &told) { m_told += told; });
        m_view->resize(1400, 900);
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }
    void putTheirAddress()
    {
        m_office->transport.put("settings", {{"key", "office_address"},
                                             {"value", "1 Their St"},
                                             {"version", 1},
                                             {"updated_at", m_office->transport.nextTime()}});
    }
    void openFilled()
    {
        open();
        QTRY_VERIFY(name()->isVisible());
        m_view->focusFirst();
    }

private Q_SLOTS:
    void init()
    {
        m_told.clear();
        m_office = std::make_unique<test::OfficeFixture>();
        m_office->transport.fillOffice(1);
        m_book = std::make_unique<replica::TemplateBook>(m_office->client);
        m_rules = std::make_unique<replica::DispatchRules>(m_office->client, m_office->replica);
        m_files.openFile = [this](QWidget *, const QStringList &, const FileContext::Chosen &chosen) {
            chosen(m_chosen);
        };
        m_office->context.templates = m_book.get();
        m_office->context.dispatch = m_rules.get();
        m_office->context.files = &m_files;
        m_theme = std::make_unique<Theme>(m_office->settings);
    }
    void cleanup()
    {
        m_view.reset();
        m_office->undo.clear();
        m_rules.reset();
        m_book.reset();
        m_office.reset();
    }

    void savesAndUndoes()
    {
        openFilled();
        QVERIFY(!find<QPushButton>("saveOffice")->isEnabled());
        QTest::keyClicks(name(), u"Kit & Sons"_s);
        find<QPlainTextEdit>("officeAddress")->setPlainText(u"12 Main St\nAustin, TX"_s);
        find<QComboBox>("officeLanguage")->setCurrentIndex(1);
        QVERIFY(m_view->hasUnsavedChanges());
        QTest::keyClick(name(), Qt::Key_Return);
        QTRY_COMPARE(m_told, QStringList{u"Office saved"_s});
        QCOMPARE(stored().name, u"Kit & Sons"_s);
        QCOMPARE(stored().address, u"12 Main St\nAustin, TX"_s);
        QCOMPARE(m_book->words().language, u"es"_s);
        QVERIFY(!m_view->hasUnsavedChanges());
        m_office->undo.undo();
        QTRY_COMPARE(stored().name, QString());
        QTRY_COMPARE(name()->text(), QString());
    }

    void aWrongFieldIsNamedAndNothingIsSaved()
    {
        openFilled();
        QTest::keyClicks(name(), u"Kit"_s);
        QTest::keyClicks(find<QLineEdit>("officeReplyTo"), u"nobody"_s);
        QTest::mouseClick(find<QPushButton>("saveOffice"), Qt::LeftButton);
        QTRY_COMPARE(problem(), u"The address for replies must be an e-mail address, like maria@example.com."_s);
        QCOMPARE(m_view->focusWidget(), find<QWidget>("officeReplyTo"));
        QCOMPARE(stored().name, QString());
        QTest::mouseClick(find<QPushButton>("discardOffice"), Qt::LeftButton);
        QCOMPARE(name()->text(), QString());
        QCOMPARE(problem(), QString());
    }

    void aPictureBecomesALogo()
    {
        openFilled();
        m_chosen = m_folder.filePath(u"big.jpg"_s);
        QImage big(2400, 1200, QImage::Format_RGB32);
        big.fill(Qt::darkBlue);
        QVERIFY(big.save(m_chosen));
        QTest::mouseClick(find<QPushButton>("chooseLogo"), Qt::LeftButton);
        QVERIFY(find<PlainLabel>("officeLogo")->isVisible());
        QTest::mouseClick(find<QPushButton>("saveOffice"), Qt::LeftButton);
        QTRY_VERIFY(!stored().logo.isEmpty());
        QCOMPARE(QImage::fromData(stored().logo, "PNG").size(), QSize(400, 200));
        QTest::mouseClick(find<QPushButton>("removeLogo"), Qt::LeftButton);
        QVERIFY(!find<PlainLabel>("officeLogo")->isVisible());
        QVERIFY(m_view->hasUnsavedChanges());
    }

    void whatIsNoPictureIsRefused()
    {
        openFilled();
        m_chosen = m_folder.filePath(u"notes.png"_s);
        QFile file(m_chosen);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("hello") == 5);
        file.close();
        QTest::mouseClick(find<QPushButton>("chooseLogo"), Qt::LeftButton);
        QVERIFY(problem().startsWith(u"This file isn't a picture"));
        QVERIFY(!m_view->hasUnsavedChanges());
    }

    /// Noise can't be compressed: it is made smaller until it fits.
    void aPictureThatIsTooLongIsMadeSmaller()
    {
        QImage noise(600, 200, QImage::Format_RGB32);
        quint32 seed = 1;
        for (int y = 0; y < noise.height(); ++y)
            for (int x = 0; x < noise.width(); ++x)
                noise.setPixel(x, y, (seed = seed * 1664525 + 1013904223) >> 8);
        const QString path = m_folder.filePath(u"noise.png"_s);
        QVERIFY(noise.save(path));
        const auto logo = logoFromFile(path);
        QVERIFY(logo);
        QVERIFY(logo->size() <= OfficeIdentity::kMaxLogoBytes && checkLogo(*logo));
    }

    void anOutageHasAWayOut()
    {
        m_office->transport.setOffline(true);
        open();
        auto *state = find<StatePage>("officeState");
        QTRY_COMPARE(state->headline(), u"The office's settings could not be loaded"_s);
        m_office->transport.setOffline(false);
        Q_EMIT state->actionTriggered();
        QTRY_VERIFY(name()->isVisible());
    }

    void whatIsTypedStaysWhenNewsCome()
    {
        openFilled();
        QTest::keyClicks(name(), u"Mine"_s);
        m_office->transport.put("settings", {{"key", "office_name"},
                                             {"value", "Theirs"},
                                             {"version", 1},
                                             {"updated_at", m_office->transport.nextTime()}});
        m_book->load();
        QTRY_COMPARE(stored().name, u"Theirs"_s);
        QCOMPARE(name()->text(), u"Mine"_s);
    }

    void savingOneFieldLeavesWhatOthersChangedInAnother()
    {
        openFilled();
        QTest::keyClicks(name(), u"Mine"_s);
        putTheirAddress();
        m_book->load();
        QTRY_COMPARE(find<QPlainTextEdit>("officeAddress")->toPlainText(), u"1 Their St"_s);
        QCOMPARE(name()->text(), u"Mine"_s);
        QTest::mouseClick(find<QPushButton>("saveOffice"), Qt::LeftButton);
        QTRY_COMPARE(stored().name, u"Mine"_s);
        QCOMPARE(stored().address, u"1 Their St"_s);
    }

    void undoLeavesWhatSomebodyElseChangedSince()
    {
        openFilled();
        QTest::keyClicks(name(), u"Mine"_s);
        QTest::mouseClick(find<QPushButton>("saveOffice"), Qt::LeftButton);
        QTRY_COMPARE(m_told, QStringList{u"Office saved"_s});
        putTheirAddress();
        m_book->load();
        QTRY_COMPARE(stored().address, u"1 Their St"_s);
        const auto undone = m_office->undo.undo();
        QTRY_VERIFY(undone.isFinished());
        const Result<> outcome = undone.result();
        QVERIFY(!outcome && outcome.error().code == ErrorCode::Outdated);
        QCOMPARE(stored().name, u"Mine"_s);
        QCOMPARE(stored().address, u"1 Their St"_s);
    }
};

QTEST_MAIN(TestOfficeView)
#include "tst_officeview.moc"
