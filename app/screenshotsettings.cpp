#include "app/office.h"
#include "app/screenshottour.h"
#include "ui/settings/dispatchview.h"
#include "ui/settings/pricesview.h"
#include "ui/settings/settingsview.h"
#include "ui/settings/templatesview.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QDialog>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>

// The tour's stops on the page of settings. Its other parts need nothing but to be shown (planRest()).

namespace pl::app {

using namespace std::chrono_literals;

void ScreenshotTour::planSettings()
{
    // These ask the server.
    for (const char *key : {"people", "connections"})
        if (m_office.window().settingsPage().hasPart(QLatin1StringView(key)))
            add(
                key, [this, key] { return part(QLatin1StringView(key)); }, 5s);
    if (window()->findChild<ui::PricesView *>())
        add("service", [this] { return newService(); });
    if (window()->findChild<ui::DispatchView *>()) {
        add("dispatch",
            [this] { return part(QStringLiteral("dispatch")); }); // reads the rules that the next one changes
        add("rehearsal", [this] { return rehearsal(); });
    }
}

QWidget *ScreenshotTour::part(const QString &key)
{
    m_office.window().showSettings(key);
    if (auto *list = window()->findChild<QAbstractItemView *>(QStringLiteral("templateList"));
        list && list->isVisible())
        list->setCurrentIndex(list->model()->index(0, 0));
    return window();
}

QWidget *ScreenshotTour::newService()
{
    m_office.window().showPrices();
    if (auto *add = window()->findChild<QAbstractButton *>(QStringLiteral("addServiceButton")))
        add->click();
    auto *form = window()->findChild<QDialog *>(QStringLiteral("serviceForm"));
    return form && form->isVisible() ? form : nullptr;
}

/// The dispatch rules with other weights, and what they would have done.
QWidget *ScreenshotTour::rehearsal()
{
    m_office.window().showDispatch();
    if (auto *weight = window()->findChild<QSpinBox *>(QStringLiteral("weight0")))
        weight->setValue(0);
    if (auto *view = window()->findChild<ui::DispatchView *>())
        if (auto *scroll = view->findChild<QScrollArea *>())
            scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
    return window();
}

/// Or the page would ask about them.
void ScreenshotTour::discardRules()
{
    if (auto *view = window()->findChild<ui::DispatchView *>())
        view->discardChanges();
}

} // namespace pl::app
