import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import './style/tokens.css';
import './style/base.css';
import './style/parts.css';
import './style/screens.css';
import './style/studio.css';
import './style/lists.css';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
