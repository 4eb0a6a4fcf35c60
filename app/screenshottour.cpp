#include "app/screenshottour.h"

#include "app/office.h"
#include "app/signinwindow.h"
#include "ui/account/idlelock.h"
#include "ui/settings/settingsview.h"
#include "ui/shell/sideitem.h"
#include "ui/shell/viewsection.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/popover.h"
#include "ui/words/errortext.h"

#include <QAction>
#include <QDialog>
#include <QDir>

// Goes from stop to stop; the stops are in the other files screenshot….cpp.

namespace pl::app {

using namespace std::chrono_literals;

ScreenshotTour::ScreenshotTour(Office &office, SignInWindow &signIn, const QString &folder, QObject *parent)
    : QObject(parent), m_office(office), m_signIn(signIn), m_folder(folder)
{
    m_settle.setSingleShot(true);
    m_patience.setSingleShot(true);
    m_patience.setInterval(30s);
    connect(&m_settle, &QTimer::timeout, this, &ScreenshotTour::take);
    connect(&m_patience, &QTimer::timeout, this, &ScreenshotTour::giveUp);
    plan();
}

void ScreenshotTour::giveUp()
{
    const QString problem = tr("The leads did not arrive within 30 seconds.");
    const Error &error = m_office.replica().lastError();
    Q_EMIT finished(error.message.isEmpty() ? problem : problem + QLatin1Char(' ') + ui::errorText(error));
}

void ScreenshotTour::add(const char *name, const Arrange &arrange, std::chrono::milliseconds settle)
{
    m_stops += {QString::fromLatin1(name), arrange, settle};
}

QStringList ScreenshotTour::names() const
{
    QStringList names;
    for (const Stop &stop : m_stops)
        names += stop.name;
    return names;
}

void ScreenshotTour::plan()
{
    planLeads();
    planOffice();
    planImport();
    planSettings();
    planHelp();
    planRest();
    planAccount();
}

/// What the side bar and the settings have besides.
void ScreenshotTour::planRest()
{
    const QStringList planned = names();
    for (const ui::SideItem *item : window()->findChildren<ui::SideItem *>()) {
        const QString key = item->objectName().section(u'_', 1);
        if (!item->isHidden() && !planned.contains(key) && ui::ViewSection::idOf(key).isNull())
            m_stops += {key, [this, key] { return page(key); }};
    }
    const QStringList parts = m_office.window().settingsPage().partKeys();
    for (const QString &key : parts)
        if (!planned.contains(key))
            m_stops += {key, [this, key] { return part(key); }};
}

void ScreenshotTour::start()
{
    if (!QDir().mkpath(m_folder)) {
        Q_EMIT finished(tr("The folder %1 can't be created.").arg(m_folder));
        return;
    }
    m_patience.start();
    connect(&m_office.replica(), &replica::OfficeReplica::connectionChanged, this, &ScreenshotTour::begin);
    begin();
}

void ScreenshotTour::begin()
{
    if (m_begun || m_office.replica().connection() != replica::Connection::Live)
        return;
    m_begun = true;
    m_patience.stop();
    arrangeNext();
}

void ScreenshotTour::arrangeNext()
{
    const Stop &stop = m_stops.first();
    tidy();
    m_subject = stop.arrange();
    if (m_subject && !stop.size.isEmpty())
        m_subject->resize(stop.size);
    m_settle.start(m_ownSettle.value_or(stop.settle));
}

/// Puts away what the stop before opened.
void ScreenshotTour::tidy()
{
    m_office.window().idleLock().unlock();
    endHelp();
    for (ui::Popover *popover : m_office.window().findChildren<ui::Popover *>())
        popover->closePopover();
    for (QDialog *dialog : m_office.window().findChildren<QDialog *>())
        if (dialog->isVisible())
            dialog->close();
    discardRules();
}

void ScreenshotTour::take()
{
    // Notices about the sample data would cover the views.
    if (auto *notice = m_office.window().findChild<ui::Notice *>(QStringLiteral("notice")))
        notice->hide();
    const QString file = QDir(m_folder).filePath(m_stops.first().name + QStringLiteral(".png"));
    if (!m_subject || !m_subject->grab().save(file)) {
        Q_EMIT finished(tr("The picture %1 can't be saved.").arg(file));
        return;
    }
    Q_EMIT saved(file);
    m_stops.removeFirst();
    if (m_stops.isEmpty())
        Q_EMIT finished({});
    else
        arrangeNext();
}

QWidget *ScreenshotTour::window() const
{
    return &m_office.window();
}

QWidget *ScreenshotTour::page(const QString &key)
{
    if (auto *item = window()->findChild<ui::SideItem *>(QStringLiteral("side_") + key))
        item->click();
    return window();
}

void ScreenshotTour::trigger(const char *action)
{
    if (auto *found = m_office.window().findChild<QAction *>(QLatin1StringView(action)))
        found->trigger();
}

/// Opens one by its action; null when it doesn't open.
QWidget *ScreenshotTour::dialog(const char *action, const char *name)
{
    trigger(action);
    auto *found = m_office.window().findChild<QDialog *>(QLatin1StringView(name));
    return found && found->isVisible() ? found : nullptr;
}

} // namespace pl::app
