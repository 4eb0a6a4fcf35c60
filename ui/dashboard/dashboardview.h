#pragma once

#include "ui/dashboard/dashboarddata.h"
#include "ui/widgets/notice.h"

#include <QWidget>

class QAction;
class QGridLayout;
class QScrollArea;
class QStackedWidget;
class QTableWidget;

namespace pl::ui {

class ChipLabel;
class DashboardBar;
class DashboardCard;
class FilterChip;
class NumberCard;
class RankList;
class StatePage;
class TimeChart;

/// The whole business at a glance: leads, time to assign, answers, and for admins money, over a range of days and
/// beside the range before. Whatever is clicked shows the leads behind it.
class DashboardView : public QWidget
{
    Q_OBJECT

public:
    /// `context`, which has a dashboard, must outlive the view.
    explicit DashboardView(OfficeContext &context, QWidget *parent = nullptr);
    ~DashboardView() override;

    void focusFirst();
    /// For a menu. Their keys work while the focus is in the view.
    QList<QAction *> menuActions() const { return m_actions; }
    /// The numbers on screen; nothing before the first ones.
    const std::optional<stats::LeadStats> &stats() const { return m_data->stats(); }

Q_SIGNALS:
    /// The leads behind a number, and what they are: "Nov 3, Today".
    void leadsWanted(const pl::tables::LeadFilter &filter, const QString &title);
    /// The payments behind a month's money.
    void paymentsWanted(QDate month);
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void buildCards();
    void buildCharts();
    void buildLists();
    DashboardCard *addCard(const char *name, const QString &title, QWidget *content, QList<DashboardCard *> &column);
    void makeActions();
    void connectAll();
    void connectLists();
    void arrange();
    void choose();
    void offerChoices();
    void present();
    void showState();
    void showCards();
    void showMoneyCards();
    void showDays();
    void showTimes();
    void showMonths();
    void showSources();
    void showSourceTable();
    void showPlumbers();
    void showServices();
    void showAges();
    stats::DayRange daysAt(int place) const;
    void openDays(int place, int series);
    void openWeek(int place);
    QString plumberName(const QUuid &id) const;
    QString sourceName(const QUuid &id) const;
    QString moneyOf(qint64 cents) const;
    QString headline() const;
    void savePdf();
    void savePng();
    using Save = std::function<Later<Result<>>(const QString &path)>;
    /// Asks where.
    void save(const QString &suffix, const Save &write);
    void tellSaved(const Result<> &saved, const QString &path, const QString &suffix, const Save &write);

    OfficeContext &m_context;
    DashboardData *m_data;
    DashboardBar *m_bar;
    StatePage *m_state;
    QStackedWidget *m_pages;
    QScrollArea *m_scroll;
    QWidget *m_content;
    QGridLayout *m_grid = nullptr;
    QList<NumberCard *> m_cards;
    QList<DashboardCard *> m_left;
    QList<DashboardCard *> m_right;
    TimeChart *m_days;
    TimeChart *m_times;
    TimeChart *m_months;
    RankList *m_bySource;
    RankList *m_byPlumber;
    RankList *m_byService;
    RankList *m_byAge;
    QTableWidget *m_sourceTable;
    Urgency m_timesOf = Urgency::Day;
    QList<QAction *> m_actions;
    int m_columns = 0; ///< of cards with numbers; 0: not arranged yet
};

} // namespace pl::ui
