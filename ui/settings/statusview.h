#pragma once

#include "models/domain/serverstatus.h"
#include "ui/office/officecontext.h"
#include "ui/settings/settingspart.h"
#include "ui/widgets/notice.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QStackedWidget;
class QVBoxLayout;

namespace pl::ui {

class PlainLabel;
class ProblemLabel;
class StatePage;

/// The base of the pages that show what the server says of itself. While one is on screen, the server is asked to keep
/// it up to date. Says when the server isn't running, and shows how it was.
class StatusView : public QWidget, public SettingsPart
{
    Q_OBJECT

public:
    void focusFirst() override;

Q_SIGNALS:
    void noticeWanted(const QString &sentence, pl::ui::Notice::Kind kind, const QString &actionText,
                      const std::function<void()> &action);

protected:
    /// `context.server` must not be null. The object names of the page's parts begin with `name`.
    StatusView(OfficeContext &context, const QString &name, const QString &title, const QString &hint, QWidget *parent);

    /// Puts the keyboard where work begins on the page.
    virtual void focusPage() = 0;
    /// Shows it; called again whenever it has changed.
    virtual void showStatus(const ServerStatus &status) = 0;
    /// Call at the end of the constructor.
    void begin();
    replica::ServerDesk &desk() const { return *m_context.server; }
    Timestamp now() const { return m_context.clock(); }
    /// Where the parts go, below title and problem.
    QVBoxLayout *rows() const { return m_rows; }
    /// At the right of the title.
    QBoxLayout *titleRow() const { return m_titleRow; }
    PlainLabel *addHeading(const QString &text);
    void setProblem(const QString &sentence);

    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QWidget *buildPage(const QString &name, const QString &title, const QString &hint);
    void refresh();

    OfficeContext &m_context;
    QStackedWidget *m_stack;
    StatePage *m_state;
    ProblemLabel *m_away = nullptr;
    ProblemLabel *m_problem = nullptr;
    QVBoxLayout *m_rows = nullptr;
    QBoxLayout *m_titleRow = nullptr;
    QTimer m_timer;
};

} // namespace pl::ui
