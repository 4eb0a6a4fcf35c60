#pragma once

#include "ui/sorting/bodymodel.h"

#include <QListView>

namespace pl::ui {

/// What a source sent, line by line. Arrow keys move; Enter, Space, or a click point at a value.
class BodyList : public QListView
{
    Q_OBJECT

public:
    explicit BodyList(QWidget *parent = nullptr);

    BodyModel &body() { return *m_model; }
    /// Where the current line is, in global coordinates.
    QRect anchor() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
    /// One letter is a shortcut here, not a search.
    void keyboardSearch(const QString &) override {}

Q_SIGNALS:
    /// The person says that the value at this place of the body's tree is to be something.
    void pointedAt(int node);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void point(const QModelIndex &index);
    void keepCurrent();

    BodyModel *m_model;
};

} // namespace pl::ui
