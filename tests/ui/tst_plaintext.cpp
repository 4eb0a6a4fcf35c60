#include "tests/ui/hostileoffice.h"
#include "tests/ui/markuptrap.h"
#include "ui/alerts/leadalerts.h"
#include "ui/billing/paymentfiles.h"
#include "ui/shell/mainwindow.h"
#include "ui/signin/signinview.h"
#include "ui/style/theme.h"
#include "ui/widgets/popover.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QDesktopServices>
#include <QDialog>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTextDocumentFragment>
#include <QToolTip>

using namespace pl;
using namespace pl::ui;

namespace {

constexpr QSize kLargest(1300, 800); // of a window, and of what opens in it
constexpr qint64 kSlowest = 8000;    // ms for a page, all its tool tips and the machine's other work
constexpr char kTip[] = "QTipLabel";

bool isTip(const QObject *object)
{
    return qstrcmp(object->metaObject()->className(), kTip) == 0;
}

bool turnsOrder(const QString &text)
{
    return std::any_of(text.cbegin(), text.cend(), [](QChar c) {
        return (c >= QChar(0x202A) && c <= QChar(0x202E)) || (c >= QChar(0x2066) && c <= QChar(0x2069));
    });
}

/// Escaped once too often: what no row holds.
bool showsEntities(const QString &text)
{
    const QStringList entities{QStringLiteral("&lt;img"), QStringLiteral("&lt;a "), QStringLiteral("&amp;"),
                               QStringLiteral("&quot;")};
    return std::any_of(entities.begin(), entities.end(),
                       [&](const QString &entity) { return text.contains(entity, Qt::CaseInsensitive); });
}

} // namespace

/// Whatever a customer, a plumber or a provider calls itself is shown as it is: every view, form and popover is opened
/// with rows full of markup, and every tool tip is asked for.
class TestPlainText : public QObject
{
    Q_OBJECT

public Q_SLOTS:
    /// Of QDesktopServices: somebody followed a link.
    void urlOpened(const QUrl &url) { m_wrong += QStringLiteral("opened %1").arg(url.toString()); }

private:
    test::MarkupTrap m_trap;
    std::unique_ptr<test::HostileOffice> m_office;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
    QStringList m_wrong;
    int m_tips = 0;

    void complain(const QString &where, const QString &what)
    {
        m_wrong += where + QStringLiteral(": ") + what.left(200);
    }

    static QList<QWidget *> visibleTops()
    {
        QList<QWidget *> tops;
        for (QWidget *top : QApplication::topLevelWidgets())
            if (top->isVisible() && !isTip(top))
                tops += top;
        return tops;
    }
    static QList<QWidget *> visibleIn(QWidget *top)
    {
        QList<QWidget *> found{top};
        for (QWidget *widget : top->findChildren<QWidget *>())
            if (widget->isVisible() && !isTip(widget))
                found += widget;
        return found;
    }

    void checkTip(const QString &where)
    {
        const QString text = QToolTip::text();
        if (text.isEmpty())
            return;
        ++m_tips;
        const bool rich = Qt::mightBeRichText(text);
        const QString seen = rich ? QTextDocumentFragment::fromHtml(text).toPlainText() : text;
        if (showsEntities(seen) || turnsOrder(seen))
            complain(where, QStringLiteral("the tool tip says ") + seen);
        for (const QWidget *top : QApplication::topLevelWidgets())
            if (isTip(top) && top->isVisible() &&
                (top->width() > kLargest.width() || top->height() > kLargest.height()))
                complain(where, QStringLiteral("the tool tip is %1 × %2").arg(top->width()).arg(top->height()));
        QToolTip::hideText();
    }
    void hover(QWidget *widget, const QPoint &at, const QString &where)
    {
        QHelpEvent event(QEvent::ToolTip, at, widget->mapToGlobal(at));
        QApplication::sendEvent(widget, &event);
        checkTip(where);
    }
    void hoverItems(QAbstractItemView *view, const QString &where)
    {
        if (auto *header = qobject_cast<QHeaderView *>(view)) {
            for (int section = 0; section < header->count(); ++section)
                hover(header->viewport(), {header->sectionViewportPosition(section) + 2, 2}, where);
            return;
        }
        for (int row = 0; view->model() && row < std::min(view->model()->rowCount(), 12); ++row)
            for (int column = 0; column < view->model()->columnCount(); ++column) {
                const QRect cell = view->visualRect(view->model()->index(row, column));
                if (cell.intersects(view->viewport()->rect()))
                    hover(view->viewport(), cell.intersected(view->viewport()->rect()).center(), where);
            }
    }
    void checkWidget(QWidget *widget, const QString &where)
    {
        const QString name =
            QStringLiteral("%1 %2 %3")
                .arg(where, QLatin1StringView(widget->metaObject()->className()), widget->objectName());
        if (auto *label = qobject_cast<QLabel *>(widget)) {
            if (label->textFormat() != Qt::PlainText)
                complain(name, QStringLiteral("is no plain text"));
            if (showsEntities(label->text()) || turnsOrder(label->text()))
                complain(name, label->text());
        }
        if (qobject_cast<Popover *>(widget) || qobject_cast<QMenu *>(widget) || widget->isWindow())
            if (widget->width() > kLargest.width() || widget->height() > kLargest.height())
                complain(name, QStringLiteral("is %1 × %2").arg(widget->width()).arg(widget->height()));
        if (auto *view = qobject_cast<QAbstractItemView *>(widget))
            hoverItems(view, name);
        else
            hover(widget, widget->rect().center(), name);
    }
    /// Everything that is in sight: laid out, painted, hovered.
    void look(const QString &where)
    {
        QElapsedTimer took;
        took.start();
        QCoreApplication::processEvents();
        for (QWidget *top : visibleTops()) {
            top->grab();
            for (QWidget *widget : visibleIn(top))
                checkWidget(widget, where);
        }
        if (m_trap.wasOpened())
            complain(where, QStringLiteral("opened the file"));
        if (took.elapsed() > kSlowest)
            complain(where, QStringLiteral("took %1 ms").arg(took.elapsed()));
    }
    void closeWhatIsOpen()
    {
        if (QWidget *popup = QApplication::activePopupWidget())
            popup->close();
        for (QDialog *dialog : m_window->findChildren<QDialog *>())
            if (dialog->isVisible())
                dialog->done(QDialog::Rejected);
        for (Popover *popover : m_window->findChildren<Popover *>())
            popover->closePopover();
    }
    template <class W>
    W *find(const char *name)
    {
        return m_window->findChild<W *>(QLatin1StringView(name));
    }
    /// Opens something by its action, looks, and closes it.
    void openAndLook(const char *action)
    {
        const auto opened = [this] {
            const auto dialogs = m_window->findChildren<QDialog *>();
            const auto popovers = m_window->findChildren<Popover *>();
            return std::any_of(dialogs.begin(), dialogs.end(), [](auto *dialog) { return dialog->isVisible(); }) ||
                   std::any_of(popovers.begin(), popovers.end(), [](auto *popover) { return popover->isVisible(); });
        };
        QAction *found = find<QAction>(action);
        if (!found)
            for (QAction *one : m_window->findChildren<QAction *>())
                if (one->text() == QString::fromUtf8(action))
                    found = one;
        if (!found || !found->isEnabled())
            return complain(QString::fromUtf8(action), QStringLiteral("can't be opened"));
        found->trigger();
        if (!QTest::qWaitFor(opened))
            return complain(QString::fromUtf8(action), QStringLiteral("did not open"));
        look(QString::fromUtf8(action));
        closeWhatIsOpen();
    }
    void open(const QString &words)
    {
        m_office = std::make_unique<test::HostileOffice>(words);
        m_theme = std::make_unique<Theme>(m_office->office.settings);
        m_window = std::make_unique<MainWindow>(m_office->office.context, *m_theme);
        m_window->resize(kLargest);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        QVERIFY(m_office->load());
        QTRY_COMPARE(find<QAbstractItemView>("leadsTable")->model()->rowCount(), 2);
    }
    static void wordRows(const QString &path)
    {
        QTest::addColumn<QString>("words");
        QTest::newRow("an image") << QStringLiteral("<img src=\"%1\">").arg(path);
        QTest::newRow("a link") << QStringLiteral("<a href=\"file://%1\">x</a> &lt;b&gt;").arg(path);
        QTest::newRow("turned around") << QStringLiteral("Ann \u202Erules\u2066<b>");
        QTest::newRow("10,000 characters") << QString(10'000, u'W');
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_trap.isSet());
        QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "urlOpened");
    }
    void cleanupTestCase() { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_office.reset();
        m_wrong.clear();
    }

    void theTrapCatchesABareLabel()
    {
        QLabel bare(QStringLiteral("<img src=\"%1\">").arg(m_trap.path()));
        bare.grab();
        QVERIFY(m_trap.wasOpened());
        m_wrong.clear();
        bare.show();
        look(QStringLiteral("a bare label"));
        QVERIFY(!m_wrong.isEmpty());
    }

    void theTrapCatchesABareToolTip()
    {
        QWidget bare;
        bare.setToolTip(QStringLiteral("<img src=\"%1\">").arg(m_trap.path()));
        bare.show();
        look(QStringLiteral("a bare tool tip"));
        QVERIFY(!m_wrong.isEmpty());
    }

    void everyViewShowsWordsAsWords_data() { wordRows(m_trap.path()); }
    void everyViewShowsWordsAsWords()
    {
        QFETCH(QString, words);
        open(words);
        m_tips = 0;
        for (const LeadView view : kLeadViews) {
            m_window->showLeads(view);
            look(titleOf(view));
        }
        m_window->showLeads(LeadView::ToAssign);
        QTRY_VERIFY(find<QLabel>("historyLine"));
        look(QStringLiteral("the lead's pane"));
        QTest::mouseClick(find<QAbstractButton>("moreFacts"), Qt::LeftButton);
        look(QStringLiteral("all answers"));
        for (const char *action : {"actionAssign", "actionComplete", "actionNote", "actionEdit", "actionNewLead"})
            openAndLook(action);
        m_window->showPlumbers();
        look(QStringLiteral("plumbers"));
        for (const char *action : {"addPlumberAction", "editPlumberAction"})
            openAndLook(action);
        m_window->showMessages();
        look(QStringLiteral("messages"));
        m_window->showTemplates();
        QTRY_VERIFY(find<QAbstractItemView>("templateList")->model()->rowCount() > 0);
        look(QStringLiteral("templates"));
        m_window->showPrices();
        look(QStringLiteral("prices"));
        auto *prices = find<QAbstractItemView>("pricesTable");
        QTRY_VERIFY(prices->model()->rowCount() > 0);
        prices->setCurrentIndex(prices->model()->match(prices->model()->index(0, 0), Qt::DisplayRole, words).value(0));
        for (const char *action : {"addServiceAction", "editServiceAction"})
            openAndLook(action);
        m_window->showDispatch();
        look(QStringLiteral("dispatch"));
        m_window->showSources();
        QTRY_COMPARE(find<QAbstractItemView>("sourcesTable")->model()->rowCount(), 1);
        look(QStringLiteral("sources"));
        for (const char *action : {"addSourceAction", "editSourceAction", "changeKeyAction", "toggleSourceAction"})
            openAndLook(action);
        QVERIFY2(m_wrong.isEmpty(), qPrintable(m_wrong.join(u'\n')));
        QVERIFY(m_tips > 10);
        QCOMPARE(m_window->size(), kLargest);
    }

    void moneyShowsWordsAsWords_data() { wordRows(m_trap.path()); }
    void moneyShowsWordsAsWords()
    {
        QFETCH(QString, words);
        open(words);
        m_window->showBilling();
        auto *table = find<QAbstractItemView>("paymentsTable");
        QTRY_COMPARE(table->model()->rowCount(), 3);
        for (int row = 0; row < 3; ++row) {
            table->setCurrentIndex(table->model()->index(row, 0));
            look(QStringLiteral("payment %1").arg(row));
            if (find<QAction>("refundAction")->isEnabled())
                openAndLook("refundAction");
        }
        openAndLook("statementAction");
        for (const char *page : {"monthsPageAction", "plumbersPageAction", "exceptionsPageAction"}) {
            find<QAction>(page)->trigger();
            look(QLatin1StringView(page));
        }
        QVERIFY2(m_wrong.isEmpty(), qPrintable(m_wrong.join(u'\n')));
        QCOMPARE(m_window->size(), kLargest);
    }

    void theFrameShowsWordsAsWords_data() { wordRows(m_trap.path()); }
    void theFrameShowsWordsAsWords()
    {
        QFETCH(QString, words);
        open(words);
        auto &office = m_office->office;
        office.undo.push(words, [] { return QtFuture::makeReadyFuture(Result<>()); });
        m_window->notify(words, Notice::Kind::Problem, QStringLiteral("Try again"), [] {});
        look(QStringLiteral("a notice"));
        openAndLook("&Commands\u2026");
        openAndLook("&Keyboard shortcuts\u2026");
        openAndLook("&About Plumber Leads");
        QTest::mouseClick(find<QAbstractButton>("serviceFilter"), Qt::LeftButton);
        QVERIFY(QApplication::activePopupWidget());
        look(QStringLiteral("the services to filter by"));
        closeWhatIsOpen();
        m_window->showPlumbers();
        find<QLineEdit>("plumbersFilter")->setText(words + QStringLiteral("-"));
        look(QStringLiteral("nothing found"));
        office.transport.setOffline(true);
        QTRY_VERIFY(find<QWidget>("offlineBar")->isVisible());
        look(QStringLiteral("offline"));
        QVERIFY2(m_wrong.isEmpty(), qPrintable(m_wrong.join(u'\n')));
        QCOMPARE(m_window->size(), kLargest);
    }

    void signInShowsWordsAsWords_data() { wordRows(m_trap.path()); }
    void signInShowsWordsAsWords()
    {
        QFETCH(QString, words);
        SignInView view;
        view.setAccounts({{words, words, words, true}, {words, {}, words + QStringLiteral("2"), false}});
        view.resize(700, 700);
        view.show();
        look(QStringLiteral("accounts"));
        for (const auto field : {SignInView::Field::Server, SignInView::Field::Email, SignInView::Field::None}) {
            view.showProblem(field, words);
            look(QStringLiteral("a problem"));
        }
        view.showMessage(words);
        look(QStringLiteral("a message"));
        QVERIFY2(m_wrong.isEmpty(), qPrintable(m_wrong.join(u'\n')));
    }

    void alertsAndStatementsTakeWordsAsWords_data() { wordRows(m_trap.path()); }
    void alertsAndStatementsTakeWordsAsWords()
    {
        QFETCH(QString, words);
        open(words);
        QString told;
        LeadAlerts alerts(m_office->office.context);
        connect(&alerts, &LeadAlerts::noteWanted, this, [&told](const Note &note) { told = note.text; });
        alerts.start();
        m_office->office.now = m_office->office.now.addSeconds(24 * 3600);
        nlohmann::json late = test::FakeTransport::lead(9, words.toStdString(), "Late");
        m_office->office.transport.put("leads", late);
        QTRY_VERIFY(!told.isEmpty());
        QVERIFY(told.size() < 400);
        QVERIFY(!turnsOrder(told));
        const auto &replica = m_office->office.replica;
        const QUuid plumber = QUuid::fromString(QString::fromStdString(test::FakeTransport::plumberId(1)));
        const QDate month(2026, 11, 1);
        Statement statement =
            makeStatement(*replica.plumber(plumber), month, m_office->payments.ofPlumber(plumber, month),
                          QStringLiteral("usd"), [&](const QUuid &id) { return replica.lead(id); });
        QVERIFY(!statement.lines.isEmpty());
        QVERIFY(statementPdf(statement, {words, {}, words, {}}, QDate(2026, 11, 18)).startsWith("%PDF"));
        QVERIFY(!m_trap.wasOpened());
    }
};

QTEST_MAIN(TestPlainText)
#include "tst_plaintext.moc"
