#include "tests/integration/desktop.h"

#include "app/signinwindow.h"
#include "models/supabase/networktransport.h"
#include "models/tables/leadtablemodel.h"

#include <QApplication>
#include <QLineEdit>
#include <QTest>

namespace pl::test {

using tables::LeadTableModel;

/// A computer without a keychain: nothing is remembered from one run to the next.
class Desktop::NoTokens : public app::TokenStore
{
public:
    QFuture<Result<QByteArray>> read(const QString &) override
    {
        return QtFuture::makeReadyFuture(Result<QByteArray>(Error{ErrorCode::NotFound, QStringLiteral("none")}));
    }
    QFuture<Result<>> write(const QString &, const QByteArray &) override
    {
        return QtFuture::makeReadyFuture(Result<>());
    }
    QFuture<Result<>> remove(const QString &) override { return QtFuture::makeReadyFuture(Result<>()); }
};

Desktop::Desktop(updates::UpdateWatch *updates)
    : m_settings(m_folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
    , m_theme(m_settings)
    , m_tokens(std::make_unique<NoTokens>())
{
    const auto network = [](const QUrl &url) { return std::make_unique<supabase::NetworkTransport>(url); };
    m_controller = std::make_unique<app::AppController>(
        app::CommandLine{}, app::AppController::Parts{m_settings, m_theme, *m_tokens, network, updates});
    m_controller->start();
}

Desktop::~Desktop() = default;

bool Desktop::signIn(const QString &server, const QString &email, const QString &password, int patienceMs)
{
    QWidget &page = m_controller->signInWindow();
    const auto fill = [&page](const char *name, const QString &text) {
        auto *edit = page.findChild<QLineEdit *>(QLatin1String(name));
        edit->selectAll();
        QTest::keyClicks(edit, text);
        return edit;
    };
    if (!QTest::qWaitForWindowExposed(&page))
        return false;
    fill("signInServer", server);
    fill("signInEmail", email);
    QTest::keyClick(fill("signInPassword", password), Qt::Key_Return);
    return QTest::qWaitFor([this] { return office() && office()->replica().connection() == replica::Connection::Live; },
                           patienceMs);
}

QString Desktop::cell(const QString &customer, int column)
{
    const QAbstractItemModel *model = table()->model();
    const auto found =
        model->match(model->index(0, LeadTableModel::CustomerColumn), Qt::DisplayRole, customer, 1, Qt::MatchExactly);
    return found.isEmpty() ? QString() : found.first().siblingAtColumn(column).data().toString();
}

bool Desktop::select(const QString &customer)
{
    const QAbstractItemModel *model = table()->model();
    const auto found =
        model->match(model->index(0, LeadTableModel::CustomerColumn), Qt::DisplayRole, customer, 1, Qt::MatchExactly);
    if (found.isEmpty())
        return false;
    table()->scrollTo(found.first());
    QTest::mouseClick(table()->viewport(), Qt::LeftButton, Qt::NoModifier, table()->visualRect(found.first()).center());
    return table()->currentIndex().row() == found.first().row();
}

QString Desktop::noticeText()
{
    const auto *notice = find<ui::Notice>("notice");
    return notice->isVisible() ? notice->text() : QString();
}

bool Desktop::activate()
{
    window()->activateWindow();
    return QTest::qWaitForWindowActive(window());
}

bool Desktop::popoverIsOpen(const char *name)
{
    const auto *popover = find<QWidget>(name);
    return popover && popover->isVisible();
}

/// The window's own focus widget, not the application's: two windows can't both be active, but both are used here.
QWidget *Desktop::focus()
{
    return window()->focusWidget() ? window()->focusWidget() : table();
}

void Desktop::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    // Without a window manager nothing becomes active again by itself when a form closes.
    const QWidget *active = QApplication::activeWindow();
    if (!active || (active != window() && !window()->isAncestorOf(active))) {
        window()->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window()));
    }
    QTest::keyClick(focus(), key, modifiers);
}

void Desktop::type(const QString &text)
{
    QTest::keyClicks(focus(), text);
}

} // namespace pl::test
