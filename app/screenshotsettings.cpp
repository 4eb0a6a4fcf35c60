#include "app/office.h"
#include "app/screenshottour.h"
#include "ui/account/idlelock.h"
#include "ui/settings/dispatchview.h"
#include "ui/settings/pricesview.h"
#include "ui/settings/serviceform.h"
#include "ui/settings/templatesview.h"
#include "ui/style/theme.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>

// The tour's stops on the page of settings.

namespace pl::app {

using ui::Appearance;

QWidget *ScreenshotTour::prices()
{
    if (!m_office.window().findChild<ui::PricesView *>())
        return plumbers(Appearance::Light);
    m_office.window().showPrices();
    return &m_office.window();
}

/// For staff, who have neither this form nor the page of dispatch rules, shows the plumbers.
QWidget *ScreenshotTour::newService()
{
    QWidget *window = prices();
    if (auto *add = window->findChild<QAbstractButton *>(QStringLiteral("addServiceButton")))
        add->click();
    auto *form = window->findChild<ui::ServiceForm *>();
    return form && form->isVisible() ? form : window;
}

QWidget *ScreenshotTour::dispatch(Appearance appearance)
{
    if (auto *form = m_office.window().findChild<ui::ServiceForm *>())
        form->reject();
    if (!m_office.window().findChild<ui::DispatchView *>())
        return plumbers(Appearance::Light);
    m_theme.setAppearance(appearance);
    discardRules();
    m_office.window().showDispatch();
    return &m_office.window();
}

/// The dispatch rules with other weights, and what they would have done.
QWidget *ScreenshotTour::rehearsal()
{
    QWidget *window = dispatch(Appearance::Light);
    if (auto *weight = window->findChild<QSpinBox *>(QStringLiteral("weight0")))
        weight->setValue(0);
    if (auto *view = window->findChild<ui::DispatchView *>())
        if (auto *scroll = view->findChild<QScrollArea *>())
            scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
    return window;
}

/// Or the page would ask about them.
void ScreenshotTour::discardRules()
{
    if (auto *view = m_office.window().findChild<ui::DispatchView *>())
        view->discardChanges();
}

/// For staff, who have no such part, the page shows what they have.
QWidget *ScreenshotTour::part(const char *key, Appearance appearance)
{
    m_theme.setAppearance(appearance);
    m_office.window().showSettings(QString::fromLatin1(key));
    return &m_office.window();
}

QWidget *ScreenshotTour::locked()
{
    m_theme.setAppearance(Appearance::Light);
    m_office.window().idleLock().lock();
    return &m_office.window();
}

/// For staff, who have no such page, shows the messages.
QWidget *ScreenshotTour::templates(Appearance appearance)
{
    if (!m_office.window().findChild<ui::TemplatesView *>())
        return messages(appearance);
    m_theme.setAppearance(appearance);
    m_office.window().showTemplates();
    if (auto *list = m_office.window().findChild<QAbstractItemView *>(QStringLiteral("templateList")))
        list->setCurrentIndex(list->model()->index(appearance == Appearance::Dark ? 1 : 0, 0));
    return &m_office.window();
}

} // namespace pl::app
