#include "app/signinwindow.h"

#include "ui/style/metrics.h"

#include <QAction>
#include <QCoreApplication>
#include <QVBoxLayout>

namespace pl::app {

SignInWindow::SignInWindow() : m_view(new ui::SignInView(this))
{
    setObjectName(QStringLiteral("signInWindow"));
    setWindowTitle(tr("Sign in – Plumber Leads"));
    auto *page = new QVBoxLayout(this);
    page->setContentsMargins(0, 0, 0, 0);
    page->addWidget(m_view);
    auto *quit = new QAction(tr("Quit"), this);
    quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
    connect(quit, &QAction::triggered, qApp, &QCoreApplication::quit);
    addAction(quit);
    resize(ui::scaledPx(this, 560), ui::scaledPx(this, 640));
}

} // namespace pl::app
