#pragma once

#include "ui/common/officecontext.h"

#include <QMainWindow>

namespace pl::ui {

class Theme;

/// The office's window after sign-in.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// Both must outlive the window.
    MainWindow(OfficeContext &context, Theme &theme, QWidget *parent = nullptr);
    ~MainWindow() override;

Q_SIGNALS:
    void signOutRequested();
};

} // namespace pl::ui
