#pragma once

#include "models/base/enumnames.h"
#include "models/stats/statsquery.h"
#include "ui/widgets/viewbar.h"

#include <QHash>

class QAction;
class QMenu;
class QPushButton;
class QSettings;

namespace pl::ui {

class FilterChip;
class RangePopup;

/// Which days the dashboard shows.
enum class RangeKind { Week, Month, Quarter, ThisMonth, LastMonth, ThisYear, Own };

} // namespace pl::ui

template <>
inline constexpr std::array<QLatin1StringView, 7> pl::kEnumNames<pl::ui::RangeKind>{
    QLatin1StringView("7"),         QLatin1StringView("30"),   QLatin1StringView("90"), QLatin1StringView("month"),
    QLatin1StringView("lastMonth"), QLatin1StringView("year"), QLatin1StringView("own")};

namespace pl::ui {

/// The bar above the dashboard: range, sources, services, and the files. Remembers the range in the settings.
class DashboardBar : public ViewBar
{
    Q_OBJECT

public:
    /// `settings` must outlive the bar.
    DashboardBar(QSettings &settings, QWidget *parent);

    /// Ranges that end today move on with it.
    void setToday(QDate today);
    const stats::DayRange &range() const { return m_range; }
    QString rangeWords() const;
    void choose(RangeKind kind);
    void chooseOwn(const stats::DayRange &range);
    /// As many days before, or after; never beyond today.
    void goBack();
    void goOn();
    void askForRange();
    /// What the files' buttons do, too; the keys stand in the tool tips.
    void setFileActions(const QAction *pdf, const QAction *png);
    /// Names by id; nobody but admins knows any.
    void setSources(const QHash<QUuid, QString> &names);
    void setServices(const QStringList &names);
    QSet<QUuid> sources() const;
    QStringList services() const;

Q_SIGNALS:
    void choiceChanged();
    void pdfWanted();
    void pngWanted();

private:
    void buildMenu();
    stats::DayRange rangeOf(RangeKind kind) const;
    void settle();

    QSettings &m_settings;
    QDate m_today;
    RangeKind m_kind = RangeKind::Month;
    stats::DayRange m_range;
    QPushButton *m_button;
    QPushButton *m_pdf = nullptr;
    QPushButton *m_png = nullptr;
    QMenu *m_menu;
    RangePopup *m_popup;
    FilterChip *m_sources;
    FilterChip *m_services;
};

} // namespace pl::ui
