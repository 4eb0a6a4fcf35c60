#pragma once

#include "models/domain/payment.h"
#include "ui/leads/leadviews.h"
#include "ui/style/theme.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QSize>
#include <QTemporaryDir>
#include <QTimer>

#include <chrono>
#include <functional>

class QWidget;

namespace pl::app {

class Office;
class SignInWindow;

/// Shows the main views one after the other and saves a screenshot of each.
class ScreenshotTour : public QObject
{
    Q_OBJECT

public:
    /// All must outlive the tour; `folder` is created if needed.
    ScreenshotTour(Office &office, SignInWindow &signIn, ui::Theme &theme, const QString &folder,
                   QObject *parent = nullptr);

    void start();

Q_SIGNALS:
    void saved(const QString &file);
    /// `problem` is empty when all pictures are saved.
    void finished(const QString &problem);

private:
    struct Stop
    {
        QString name;
        QSize size;                            ///< empty: the view's own size
        std::function<QWidget *()> arrange;    ///< shows the view and returns the widget to take a picture of
        std::chrono::milliseconds settle{700}; ///< how long it takes to show everything
    };
    void plan();
    void begin();
    void arrangeNext();
    void take();
    QWidget *leads(ui::LeadView view, ui::Appearance appearance);
    QWidget *assigning();
    QWidget *many(ui::Appearance appearance);
    QWidget *grouped();
    QWidget *plumbers(ui::Appearance appearance);
    QWidget *plumberHours();
    QWidget *billing(ui::Appearance appearance, std::optional<PaymentStatus> state);
    QWidget *billingSums();
    QWidget *prices();
    QWidget *dashboard(ui::Appearance appearance);
    QWidget *activity(ui::Appearance appearance);
    QWidget *messages(ui::Appearance appearance);
    QWidget *importing(ui::Appearance appearance);
    QWidget *importColumns();
    QWidget *importCheck();
    QWidget *newService();
    QWidget *dispatch(ui::Appearance appearance);
    QWidget *rehearsal();
    void discardRules();
    QWidget *part(const char *key, ui::Appearance appearance);
    QWidget *board(ui::Appearance appearance);
    void showBoard(bool isWanted);
    QWidget *palette();
    void closePopovers();
    QWidget *locked();
    QWidget *sorting(ui::Appearance appearance);
    QWidget *templates(ui::Appearance appearance);
    QWidget *sources(ui::Appearance appearance);
    QWidget *changePassword();
    QWidget *signInAgain();
    QWidget *accounts();
    QWidget *signIn();

    Office &m_office;
    SignInWindow &m_signIn;
    ui::Theme &m_theme;
    QString m_folder;
    QTemporaryDir m_files; ///< what is imported; gone with the tour
    QList<Stop> m_stops;
    QPointer<QWidget> m_subject;
    QTimer m_settle;   ///< until the window has painted and the server has answered
    QTimer m_patience; ///< for the first rows
    bool m_begun = false;
};

} // namespace pl::app
